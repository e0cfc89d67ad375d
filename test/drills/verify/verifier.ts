import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../emulated/support/processes";
import type { Variables } from "../clickhouse/cron-job";
import { account, BUCKET, ENVIRONMENT, type Store } from "../clickhouse/store";
import { type Ending, refused } from "../script";
import { type Answers, Replies } from "./replies";

const SCRIPT = join(__dirname, "../../../charts-values/operations/backup-verify.sh");

/** One line of a drill's report, and what it does. */
export type Step = (name: string, work: () => Promise<void>) => Promise<void>;

/** Looks at the backups of a store, as its CronJob does. */
export type Verify = (store: string, changed?: Variables) => Promise<Ending>;

/** The script with AWS's own program, and so with the questions that it asks of its answers. */
export function verifier({ emulator }: Pick<Store, "emulator">, folder: string): Verify {
  // The image of the job has a newer program than most machines: it writes every time like this, and knows AWS_REGION.
  const config = join(folder, "config");
  writeFileSync(config, "[default]\ncli_timestamp_format = iso8601\n");
  return async (store, changed = {}) => {
    const { exitCode, output } = await run("bash", [SCRIPT, ...store.split(" ")], {
      folder,
      variables: {
        ...emulator.variables,
        AWS_DEFAULT_REGION: account.region,
        AWS_CONFIG_FILE: config,
        FIGURES_JOB: `backup-verify-${store.split(" ")[0]}`,
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

/** Name of a backup that ClickHouse began so many hours ago. */
export const named = (hours: number, kind: string) => `${hoursAgo(hours).replace(/[-:]/g, "")}-${kind}`;

/** Steps in which a service answers something, and the job says a sentence about it. */
export function answering(verify: Verify, step: Step) {
  return (name: string, store: string, answers: Answers, expected: number, sentence: string) =>
    step(name, async () => {
      const replies = await Replies.start(answers);
      try {
        refused(await verify(store, { AWS_ENDPOINT_URL: replies.url }), expected, [sentence]);
      } finally {
        replies.stop();
      }
    });
}

/** What AWS Backup says of a vault. */
export function recoveryPoints(...found: readonly (readonly [status: string, hours: number])[]): Answers {
  return {
    "/recovery-points/": JSON.stringify({
      RecoveryPoints: found.map(([Status, hours]) => ({
        Status,
        CreationDate: Date.now() / 1000 - hours * 3600,
      })),
    }),
  };
}
