import { restoreDrillJob } from "../../../constructs/restore-drill";
import { hearingFigures } from "../../support/figures";
import type { Report } from "../../support/report";
import { runCronJob, type Variables, variablesOf } from "./cron-job";
import { chdbFolder } from "./install";
import { account, BUCKET, type Store } from "./store";

/** What the drill runs on. */
export interface Scene {
  readonly store: Store;
  readonly report: Report;
  readonly runs: (changed?: Variables) => Promise<Result>;
}

/** How a run ended. */
interface Result {
  readonly exitCode: number | undefined;
  readonly output: string;
  /** What it reported, by name. */
  readonly figures: Variables;
}

interface Run {
  readonly store: Store;
  readonly folder: string;
  /** Of the ClickHouse that is thrown away. */
  readonly port: number;
  readonly changed: Variables;
}

const [, cronJob] = restoreDrillJob({
  account,
  backups: { bucket: BUCKET, bucketArn: "", keyArn: "" },
  storageGib: 50,
});

/** The script as its container runs it, with the emulator's bucket. */
export async function runRestoreDrill({ store, folder, port, changed }: Run): Promise<Result> {
  const { emulator, engine } = store;
  const { outcome, lines } = await hearingFigures((figures) =>
    runCronJob(cronJob, {
      folder,
      variables: {
        ...emulator.variables,
        CHDB_FOLDER: chdbFolder(process.env),
        CLICKHOUSE_ENGINES: `127.0.0.1=http://127.0.0.1:${port} ${variablesOf(cronJob).SOURCE}=${engine.url}`,
        THROWN_AWAY: folder,
        THROWN_AWAY_PORT: String(port),
        AT: "2026-12-01T06:40:00Z",
        BACKUPS: `${emulator.shim.url}/${BUCKET}/clickhouse`,
        SOURCE_PASSWORD: "secret",
        WORKSPACE: folder,
        ...figures,
        ...changed,
      },
    }),
  );
  const figures = lines.map((line) => {
    const [, name = "", value = ""] = /^operations\.restore-drill\.(\w+):(.+)\|g/.exec(line) ?? [];
    return [name, value];
  });
  return { ...outcome, figures: Object.fromEntries(figures) };
}
