import { equal, match, rejects } from "node:assert/strict";
import { freePort } from "../../support/free-port";
import type { Drill } from "../drill";
import type { Variables } from "./cron-job";
import { askingForKeys, flipped, whileDamaged } from "./damage";
import { runRestoreDrill, type Scene } from "./restore-drill-stage";
import { missingForClickHouse, Store } from "./store";
import { createTables, ingest } from "./traces";

const FULL = "20261201T052000Z-full";
const INCREMENTAL = "20261201T062000Z-incremental";
/** Long before the backups, and so to be found in them. */
const SETTLED = "2026-11-20 12:00:00";

/** The CronJob's script with two real ClickHouses, the one that people use and the one that is thrown away: that it restores,
 *  that it finds what a restore would not bring back, and that it says so. */
export const restoreDrill: Drill = {
  name: "restore-drill",
  missing: missingForClickHouse,
  run: async (report, folder) => {
    const store = await Store.start(folder);
    try {
      const port = await freePort();
      const runs = (changed: Variables = {}) => runRestoreDrill({ store, folder, port, changed });
      const scene: Scene = { store, report, runs };
      await succeeds(scene, port);
      await failsLoudly(scene);
      await findsLess(scene);
    } finally {
      await store.stop();
    }
  },
};

async function succeeds({ store, report, runs }: Scene, port: number): Promise<void> {
  const { engine } = store;
  const step = (name: string, work: () => Promise<void>) => report.step("restore-drill", name, work);
  await createTables(engine);
  await ingest(engine, 0, 20_000, SETTLED);
  await store.backUp(FULL);
  await ingest(engine, 20_000, 1_000, SETTLED);
  await store.backUp(INCREMENTAL, FULL);
  await step("restores the newest backup with its base, and reports how much and how long", async () => {
    const { exitCode, output, figures } = await runs();
    equal(exitCode, 0, output);
    match(output, /20261201T062000Z-incremental came back in \d+ s: 44100 rows in \d+ parts/);
    match(figures.bytes ?? "", /^\d{5,}$/);
    match(figures.seconds ?? "", /^\d+$/);
    equal([figures.rows, figures.missing_rows, figures.succeeded].join(), "44100,0,1");
  });
  await step("leaves no ClickHouse behind", () => rejects(fetch(`http://127.0.0.1:${port}`), /fetch failed/));
  await step("does not miss what came later, was written twice, or was deleted since", async () => {
    await ingest(engine, 30_000, 500, "2026-12-01 06:30:00");
    await ingest(engine, 0, 2_000, SETTLED);
    await engine.query(
      "ALTER TABLE default.events_full DELETE WHERE span_id BETWEEN 5000 AND 5999 SETTINGS mutations_sync = 2",
    );
    const { exitCode, output, figures } = await runs();
    equal(exitCode, 0, output);
    equal(figures.missing_rows, "0");
  });
  await step("compares one row in so many of a table that is too large for all", async () => {
    const { exitCode, output } = await runs({ MOST_ROWS: "1000" });
    equal(exitCode, 0, output);
  });
}

async function failsLoudly({ store, report, runs }: Scene): Promise<void> {
  const fails = (name: string, says: RegExp, changed: Variables = {}) =>
    report.step("restore-drill", name, async () => {
      const { exitCode, output, figures } = await runs(changed);
      equal(exitCode, 1, output);
      match(output, says);
      match(output, /^restore-drill: .+; .+$/m);
      equal(figures.succeeded, "0");
    });
  await whileDamaged(
    store,
    new RegExp(`^clickhouse/${FULL}/data/.*events_full/.*data\\.bin$`),
    (body) => body.subarray(0, body.length / 2),
    () => fails("fails when an object was cut off", /cannot be restored: .*ATTEMPT_TO_READ_AFTER_EOF/s),
  );
  await whileDamaged(store, new RegExp(`^clickhouse/${FULL}/data/.*events_full/.*data\\.bin$`), flipped, () =>
    fails(
      "fails when an object has other bytes",
      /events_full of .* came back damaged: .*CHECKSUM_DOESNT_MATCH/s,
    ),
  );
  await whileDamaged(
    store,
    new RegExp(`/${FULL}/\\.backup$`),
    () => undefined,
    () => fails("fails when the base is gone", /cannot be restored: .*BACKUP_NOT_FOUND/s),
  );
  await askingForKeys(store.emulator.shim.url, () =>
    fails(
      "fails when S3 does not know its key",
      /the folder of backups cannot be read: .*InvalidAccessKeyId/,
      {
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      },
    ),
  );
  await fails("fails when there is no backup of today", /no complete backup of the last 26 hours/, {
    AT: "2027-01-01T06:40:00Z",
  });
  await fails("fails when nobody answers whom it could compare with", /cannot be asked: .*refused/, {
    SOURCE: "nobody",
  });
  await fails("fails without its variables, and names them", /no value for BACKUPS TABLES;/, {
    BACKUPS: "",
    TABLES: "",
  });
  await fails("fails when ClickHouse has none of the tables that it compares", /has none of the tables/, {
    TABLES: "observations:id",
  });
}

async function findsLess({ store, report, runs }: Scene): Promise<void> {
  const { engine } = store;
  const step = (name: string, work: () => Promise<void>) => report.step("restore-drill", name, work);
  await step("fails when the backup lacks rows from before it, and counts them", async () => {
    // As if they had been left out.
    await ingest(engine, 90_000, 50, SETTLED);
    const { exitCode, output, figures } = await runs();
    equal(exitCode, 1, output);
    match(output, /events_full lacks 50 [\s\S]*scores lacks 5 [\s\S]*lacks 105 rows that/);
    match(output, /^project-0\t90000$/m);
    equal([figures.missing_rows, figures.succeeded].join(), "105,0");
  });
  await step("finds them in a table that is too large for all", async () => {
    const { exitCode, figures, output } = await runs({ MOST_ROWS: "5000" });
    equal(exitCode, 1, output);
    match(output, /events_full lacks \d+ of the rows compared, one in 5;/);
    equal(Number(figures.missing_rows) < 105, true, output);
  });
  await step("fails when the backup lacks a table", async () => {
    await createTables(engine);
    await engine.query(
      "CREATE TABLE default.traces (project_id String, id String, created_at DateTime64(3)) ENGINE = MergeTree ORDER BY id",
    );
    const { exitCode, output } = await runs();
    equal(exitCode, 1, output);
    match(output, /has no table traces/);
  });
}
