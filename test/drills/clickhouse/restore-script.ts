import { deepEqual, equal, notDeepEqual, ok } from "node:assert/strict";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { endedWell, missingForScripts, Operator } from "../script";
import { refusals } from "./restore-refusals";
import { account, ENVIRONMENT, missingForClickHouse, Store } from "./store";
import { contents, createTables, ingest } from "./traces";

export const SCRIPT = "restore-clickhouse.sh";
const TIME = "2026-11-22T01:30:00Z";
const BESIDE = "restored_20261122T010000Z";

/** A person restores ClickHouse by the runbook's script, with kubectl replaced by a stand-in in front of the engine. */
export const restoreClickHouse: Drill = {
  name: "restore-clickhouse",
  missing: () => [...missingForClickHouse(), ...missingForScripts()],
  run: async (report, folder) => {
    const store = await Store.start(folder);
    try {
      const operator = new Operator(folder, {
        ...store.emulator.variables,
        REGION: account.region,
        KUBECTL_CLUSTER: `arn:aws:eks:${account.region}:${account.accountId}:cluster/langfuse-${ENVIRONMENT}`,
        CLICKHOUSE_URL: store.engine.url,
      });
      await restores({ store, operator, report, folder });
      await refusals({ store, operator, report, folder });
    } finally {
      await store.stop();
    }
  },
};

/** Who does what where. */
export interface Scene {
  readonly store: Store;
  readonly operator: Operator;
  readonly report: Report;
  /** Of this drill alone. */
  readonly folder: string;
}

async function restores({ store, operator, report }: Scene): Promise<void> {
  const { engine } = store;
  const step = (name: string, work: () => Promise<void>) => report.step(SCRIPT, name, work);
  const runs = async (answer: string, ...options: string[]) =>
    endedWell(
      await operator.runs(SCRIPT, [ENVIRONMENT, TIME, ...options], { answer: `${answer} ${ENVIRONMENT}` }),
    );
  const { atBackup, afterDelete } = await aBadHour(store);
  await step("restores beside what is there, and leaves that alone", async () => {
    const said = await runs("restore");
    ok(said.includes("20261122T010000Z-incremental, on 20261122T000000Z-full"), said);
    deepEqual(await contents(engine), afterDelete);
    deepEqual(await contents(engine, BESIDE), atBackup);
  });
  await step("switches: every row of the backup is in place, with equal checksums", async () => {
    const said = await runs("switch", "--switch");
    deepEqual(await contents(engine), atBackup);
    ok(said.includes("replay.sh drill 2026-11-22T00:50\n"), said);
    await ingest(engine, 60_000, 10);
    notDeepEqual((await contents(engine)).events_core, atBackup.events_core);
  });
  await step("takes the switch back, views included", async () => {
    await runs("undo", "--undo");
    deepEqual(await contents(engine), afterDelete);
    await ingest(engine, 70_000, 10);
    notDeepEqual((await contents(engine)).events_core, afterDelete.events_core);
  });
  await step("lets no worker write meanwhile, and starts them afterwards", async () => {
    const calls = operator.kubectlCalls();
    const at = (part: string) => calls.findIndex((call) => call.includes(part));
    const pause = at("autoscaling.keda.sh/paused-replicas=0");
    const wait = at("wait --for=delete pod -l app.kubernetes.io/component=worker");
    const order = [pause, wait, at("RESTORE DATABASE"), at("EXCHANGE TABLES"), at("paused-replicas- ")];
    ok(pause > 0 && calls.at(-1)?.endsWith("autoscaling.keda.sh/paused-replicas-"), calls.at(-1));
    deepEqual(
      order.slice(0, 4),
      order.slice(0, 4).sort((one, other) => one - other),
    );
  });
  await step("brings everything back when not even the database is left", async () => {
    await engine.query("DROP DATABASE default");
    await engine.query(`DROP DATABASE ${BESIDE}`);
    await runs("restore");
    await runs("switch", "--switch");
    deepEqual(await contents(engine), atBackup);
    equal((await engine.query("SELECT scores FROM default.analytics_scores"))[0]?.[0], "2100");
  });
}

/** Backups each hour, and between two of them somebody deletes every other span. */
async function aBadHour(store: Store) {
  const { engine } = store;
  await createTables(engine);
  await ingest(engine, 0, 20_000);
  await store.backUp("20261122T000000Z-full");
  await ingest(engine, 20_000, 1_000);
  await store.backUp("20261122T010000Z-incremental", "20261122T000000Z-full");
  const atBackup = await contents(engine);
  await ingest(engine, 30_000, 500);
  await engine.query(
    "ALTER TABLE default.events_full DELETE WHERE span_id % 2 = 0 SETTINGS mutations_sync = 2",
  );
  await store.backUp("20261122T020000Z-incremental", "20261122T000000Z-full");
  return { atBackup, afterDelete: await contents(engine) };
}
