import { deepEqual, match, notDeepEqual, rejects } from "node:assert/strict";
import type { Report } from "../../support/report";
import type { Drill } from "../drill";
import { askingForKeys, flipped, whileDamaged } from "./damage";
import { BUCKET, missingForClickHouse, Store } from "./store";
import { contents, createTables, ingest } from "./traces";

const FULL = "20261122T000000Z-full";
const INCREMENTAL = "20261122T010000Z-incremental";

/** ClickHouse's own backups, the way the CronJob takes them: that they bring every row back, and that a damaged one says so
 *  instead of bringing back less. */
export const clickHouseBackups: Drill = {
  name: "clickhouse-backups",
  missing: missingForClickHouse,
  run: async (report, folder) => {
    const store = await Store.start(folder);
    try {
      await comeBack(store, report);
      await failLoudly(store, report);
    } finally {
      await store.stop();
    }
  },
};

const step = (report: Report, name: string, work: () => Promise<void>) =>
  report.step("clickhouse", name, work);

async function comeBack(store: Store, report: Report): Promise<void> {
  const { engine } = store;
  await createTables(engine);
  await ingest(engine, 0, 20_000);
  await step(report, "a full backup of 20,000 spans is written to S3", () => store.backUp(FULL));
  await ingest(engine, 20_000, 1_000);
  await step(report, "an incremental one holds 1,000 more, and little else", async () => {
    await store.backUp(INCREMENTAL, FULL);
    const [full, incremental] = [await bytesOf(store, FULL), await bytesOf(store, INCREMENTAL)];
    if (incremental * 5 > full) throw new Error(`${incremental} bytes, beside ${full} of the full backup`);
  });
  const before = await contents(engine);
  await step(report, "after DROP DATABASE every row is back, with equal checksums", async () => {
    await engine.query("DROP DATABASE default");
    await rejects(engine.query("SELECT count() FROM default.events_full"), /UNKNOWN_(TABLE|DATABASE)/);
    await engine.query(`RESTORE DATABASE default FROM ${store.at(INCREMENTAL)}`);
    deepEqual(await contents(engine), before);
  });
  await step(report, "what is ingested afterwards reaches the table behind the view", async () => {
    await ingest(engine, 50_000, 10);
    notDeepEqual((await contents(engine)).events_core, before.events_core);
  });
}

/** Restores into a database of its own, and says how that ended. */
async function failLoudly(store: Store, report: Report): Promise<void> {
  const { engine, emulator } = store;
  const restore = (from: string) => engine.query(`RESTORE DATABASE default AS damaged FROM ${from}`);
  const fails = (name: string, from: string, sentence: RegExp) =>
    step(report, name, async () => {
      await rejects(restore(from), sentence);
      // What came before the error must not be taken for a restore.
      await engine.query("DROP DATABASE IF EXISTS damaged");
    });
  await fails(
    "a backup that is not there is not found",
    store.at("20261122T020000Z-full"),
    /BACKUP_NOT_FOUND/,
  );
  await whileDamaged(
    store,
    dataFileOf(FULL),
    (body) => body.subarray(0, body.length / 2),
    () => fails("a truncated object is an error", store.at(INCREMENTAL), /ATTEMPT_TO_READ_AFTER_EOF/),
  );
  await whileDamaged(store, dataFileOf(FULL), flipped, () =>
    step(report, "other bytes of the same length are restored, and CHECK TABLE tells them", async () => {
      await restore(store.at(INCREMENTAL));
      const checked = await engine.query(
        "CHECK TABLE damaged.events_full SETTINGS check_query_single_value_result = 0",
      );
      deepEqual(checked.map(([, isPassed]) => isPassed).sort(), ["0", "1"]);
      match(checked.join(), /CHECKSUM_DOESNT_MATCH/);
      await engine.query("DROP DATABASE damaged");
    }),
  );
  await whileDamaged(
    store,
    new RegExp(`/${FULL}/\\.backup$`),
    () => undefined,
    () => fails("an incremental one without its base is an error", store.at(INCREMENTAL), /BACKUP_NOT_FOUND/),
  );
  await step(report, "a key that S3 does not know is an error", async () => {
    const url = `${emulator.shim.url}/${BUCKET}/clickhouse/${FULL}/`;
    await askingForKeys(emulator.shim.url, () =>
      rejects(restore(`S3('${url}', 'AKIAIOSFODNN7EXAMPLE', 'wrong')`), /ACCESS_DENIED/),
    );
  });
  await step(report, "the same backup is whole again when the damage is mended", async () => {
    await restore(store.at(INCREMENTAL));
    deepEqual((await contents(engine, "damaged")).scores?.split(",")[0], "2100 rows");
  });
}

async function bytesOf({ aws }: Store, name: string): Promise<number> {
  const { Contents = [] } = await aws.s3.listObjectsV2({ Bucket: BUCKET, Prefix: `clickhouse/${name}/` });
  return Contents.reduce((sum, { Size = 0 }) => sum + Size, 0);
}

/** Where the rows of a table lie, and not its description. */
const dataFileOf = (backup: string) => new RegExp(`^clickhouse/${backup}/data/.*events_full/.*data\\.bin$`);
