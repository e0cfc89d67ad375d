import { deepEqual, equal, match } from "node:assert/strict";
import { clickHouseBackupJob } from "../../../constructs/clickhouse-backup";
import type { Outcome } from "../../emulated/support/processes";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { runCronJob, type Variables } from "./cron-job";
import { BUCKET, missingForClickHouse, Store } from "./store";
import { contents, createTables, ingest } from "./traces";

/** The CronJob's script with a real ClickHouse, hour by hour: what it writes can be restored, and what it cannot write it
 *  says. */
export const backupJob: Drill = {
  name: "backup-job",
  missing: missingForClickHouse,
  run: async (report, folder) => {
    const store = await Store.start(folder);
    try {
      const run = (at: string, changed: Variables = {}) => runScript(store, folder, { AT: at, ...changed });
      await hourByHour(store, report, run);
      await complain(store, report, run);
    } finally {
      await store.stop();
    }
  },
};

const HEALTHY = "replica-0";
/** Nobody answers there. */
const SILENT = "replica-1";

type Run = (at: string, changed?: Variables) => Promise<Outcome>;

async function hourByHour(store: Store, report: Report, run: Run): Promise<void> {
  const step = (name: string, work: () => Promise<void>) => report.step("backup-job", name, work);
  const { engine } = store;
  const succeed = async (at: string, expected: RegExp, changed: Variables = {}) => {
    const { exitCode, output } = await run(at, changed);
    equal(exitCode, 0, output);
    match(output, expected);
  };
  await createTables(engine);
  await ingest(engine, 0, 5_000);
  await step("begins with a full backup, and leaves out a replica that is silent", () =>
    succeed(
      "2026-11-22T14:20:00Z",
      /replica-1 is silent[\s\S]*replica-0 made 20261122T142000Z-full: \d+ bytes/,
    ),
  );
  await ingest(engine, 5_000, 500);
  await step("adds what is new, an hour later", () =>
    succeed("2026-11-22T15:20:00Z", /made 20261122T152000Z-incremental: \d+ bytes/),
  );
  await step("makes the next full one at the quiet hour", () =>
    succeed("2026-11-23T05:20:00Z", /made 20261123T052000Z-full/),
  );
  await step("makes no second one in the same hour", () =>
    succeed("2026-11-23T05:40:00Z", /made 20261123T054000Z-incremental/),
  );
  await step("makes one at any hour when the last is older than 26 hours", () =>
    succeed("2026-11-24T08:20:00Z", /made 20261124T082000Z-full/),
  );
  await ingest(engine, 6_000, 500);
  await step("makes a full one in place of an incremental one when S3 has lost the base", async () => {
    const Key = "clickhouse/20261124T082000Z-full/.backup";
    await store.aws.s3.deleteObject({ Bucket: BUCKET, Key });
    await succeed("2026-11-24T09:20:00Z", /no complete 20261124T082000Z-full[\s\S]*made \d{8}T092000Z-full/);
  });
  await ingest(engine, 7_000, 500);
  await step("leaves behind what can be restored, with equal checksums", async () => {
    await succeed("2026-11-24T10:20:00Z", /made 20261124T102000Z-incremental/);
    const before = await contents(engine);
    await engine.query("DROP DATABASE default");
    await engine.query(`RESTORE DATABASE default FROM ${store.at("20261124T102000Z-incremental")}`);
    deepEqual(await contents(engine), before);
  });
}

async function complain(store: Store, report: Report, run: Run): Promise<void> {
  const fails = (name: string, says: RegExp, changed: Variables) =>
    report.step("backup-job", name, async () => {
      const { exitCode, output } = await run("2026-11-24T11:20:00Z", changed);
      equal(exitCode, 1, output);
      match(output, says);
      match(output, /^clickhouse-backup: .+; .+$/m);
    });
  await fails("fails when no replica answers", /no replica of ClickHouse can be backed up;/, {
    REPLICAS: SILENT,
  });
  await fails("fails without its variables, and names them", /no value for DESTINATION FULL_HOUR;/, {
    DESTINATION: "",
    FULL_HOUR: "",
  });
  await fails(
    "fails with ClickHouse's own words when it cannot write",
    /-full failed on replica-0: .*bucket does not exist/s,
    {
      DESTINATION: `${store.emulator.shim.url}/nobodys-bucket/clickhouse`,
    },
  );
}

/** The script as its container runs it, with the emulator's bucket. */
function runScript({ emulator, engine }: Store, folder: string, changed: Variables): Promise<Outcome> {
  const [, , cronJob] = clickHouseBackupJob({ bucket: BUCKET, region: "eu-west-1", replicas: 1 });
  return runCronJob(cronJob, {
    folder,
    variables: {
      CLICKHOUSE_ENGINES: `${HEALTHY}=${engine.url}`,
      CLICKHOUSE_PASSWORD: "secret",
      REPLICAS: `${SILENT} ${HEALTHY}`,
      DESTINATION: `${emulator.shim.url}/${BUCKET}/clickhouse`,
      FIGURES_HOST: "",
      PAUSE: "0.1",
      ...changed,
    },
  });
}
