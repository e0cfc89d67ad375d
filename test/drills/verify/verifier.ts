import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../emulated/support/processes";
import type { Variables } from "../clickhouse/cron-job";
import { account, BUCKET, ENVIRONMENT, type Store } from "../clickhouse/store";
import type { Ending } from "../script";

const SCRIPT = join(__dirname, "../../../charts-values/operations/backup-verify.sh");

/** Looks at the backups of a store, as its CronJob does. */
export type Verify = (store: string, changed?: Variables) => Promise<Ending>;

/** The script with AWS's own program, and so with the questions that it asks of its answers. */
export function verifier({ emulator }: Store, folder: string): Verify {
  // The image of the job has a newer program than most machines: it writes every time like this, and knows AWS_REGION.
  const config = join(folder, "config");
  writeFileSync(config, "[default]\ncli_timestamp_format = iso8601\n");
  return async (store, changed = {}) => {
    const { exitCode, output } = await run("bash", [SCRIPT, store], {
      folder,
      variables: {
        ...emulator.variables,
        AWS_DEFAULT_REGION: account.region,
        AWS_CONFIG_FILE: config,
        FIGURES_JOB: `backup-verify-${store}`,
        BUCKET,
        BUCKETS: BUCKET,
        REPLICATED: "false",
        INSTANCE: `langfuse-${ENVIRONMENT}-postgres`,
        INSTANCE_ARN: `arn:aws:rds:${account.region}:${account.accountId}:db:langfuse-${ENVIRONMENT}-postgres`,
        VAULT: `langfuse-${ENVIRONMENT}`,
        CACHE: `langfuse-${ENVIRONMENT}-cache`,
        ...changed,
      },
    });
    return { status: exitCode, said: output };
  };
}

/** So many hours before now, to the second. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+/, "");
}
