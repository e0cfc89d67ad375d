import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../support/report";
import { Engine } from "../clickhouse/engine";
import { chdbFolder } from "../clickhouse/install";
import { missingForClickHouse } from "../clickhouse/store";
import type { Drill } from "../drill";
import { figures, folderOf, HOUR, hourOf, job, LAST, type Stage, spans, store } from "./reconcile-stage";
import { missingForQueues, Worker } from "./worker";

/** The columns that the job reads, of the types of Langfuse 4.16.0; rows of one span replace each other. */
const SCHEMA = [
  `CREATE TABLE default.events_full (project_id String, trace_id String, span_id String,
   start_time DateTime64(6), blob_storage_file_path String, created_at DateTime64(6) DEFAULT now(),
   event_ts DateTime64(6), is_deleted UInt8) ENGINE = ReplacingMergeTree(event_ts, is_deleted)
   PARTITION BY toYYYYMM(start_time)
   ORDER BY (project_id, toStartOfMinute(start_time), xxHash32(trace_id), span_id, start_time)`,
  `CREATE TABLE default.blob_storage_file_log (id String, project_id String, entity_type String,
   entity_id String, event_id String, bucket_path String, created_at DateTime64(3) DEFAULT now(),
   event_ts DateTime64(3), is_deleted UInt8) ENGINE = ReplacingMergeTree(event_ts, is_deleted)
   ORDER BY (project_id, entity_type, entity_id, event_id)`,
];

/** Events and rows that agree, and then in turn each way in which they can differ. */
export const reconcile: Drill = {
  name: "reconcile",
  missing: () => [...missingForQueues(), ...missingForClickHouse()],
  run: async (report, folder) => {
    const worker = await Worker.start(folder);
    const data = join(folder, "data");
    mkdirSync(data);
    const engine = await Engine.start({ chdbFolder: chdbFolder(process.env), data, variables: {} });
    try {
      for (const statement of SCHEMA) await engine.query(statement);
      await agree({ worker, engine }, report);
      await differ({ worker, engine }, report);
      await fail({ worker, engine }, report);
    } finally {
      await engine.stop();
      await worker.stop();
    }
  },
};

const step = (report: Report, name: string, work: () => Promise<void>) =>
  report.step("reconcile", name, work);

async function agree(stage: Stage, report: Report): Promise<void> {
  const { worker, engine } = stage;
  const path = `${folderOf("alpha", LAST)}/a.json`;
  await step(report, "an empty bucket and empty tables agree", async () => {
    const { exitCode, figures: told, output } = await job(stage);
    equal(exitCode, 0, output);
    deepEqual(told, figures(0, 0));
  });
  await step(report, "an object whose row names it is there", async () => {
    await worker.put(path, spans("s1", "s2"));
    await store(stage, "alpha", `events/${path}`, "s1");
    const { stdout, figures: told } = await job(stage);
    deepEqual(told, figures(1, 0));
    match(stdout, /^1 objects, nothing is missing$/m);
  });
  await step(report, "an object without spans is not missing", async () => {
    await worker.put(`${folderOf("alpha", LAST)}/empty.json`, [{ resource: {}, scopeSpans: [] }]);
    deepEqual((await job(stage)).figures, figures(2, 0));
  });
  await step(report, "nor is one whose spans a client sent again", async () => {
    const again = `${folderOf("alpha", LAST)}/again.json`;
    await worker.put(again, spans("s1", Buffer.from("73ff", "hex")));
    await store(stage, "alpha", `events/${again}`, "s1");
    await store(stage, "alpha", `events/${again}`, "73ff");
    await engine.query("OPTIMIZE TABLE default.events_full FINAL");
    const rows = await engine.query("SELECT DISTINCT blob_storage_file_path FROM default.events_full");
    deepEqual(rows, [[`events/${again}`]]);
    // The first object keeps a span of its own: without it, it would be lost in part.
    await store(stage, "alpha", "another", "s2");
    deepEqual((await job(stage)).figures, figures(3, 0));
  });
  await step(report, "nor is one whose trace somebody deleted", async () => {
    const deleted = `${folderOf("alpha", LAST - HOUR)}/deleted.json`;
    const [resource] = spans("s9");
    await worker.put(deleted, [{ ...resource, scopeSpans: [{ spans: [{ traceId: "t9", spanId: "s9" }] }] }]);
    await store(stage, "alpha", `events/${deleted}`, "s9", "t9");
    await engine.query("DELETE FROM default.events_full WHERE project_id = 'alpha' AND trace_id IN ('t9')");
    deepEqual((await job(stage)).figures, figures(4, 0));
  });
  await step(report, "what is too young to judge is left out, and so is what is a day old", async () => {
    const young = `${folderOf("alpha", LAST + 2 * HOUR)}/young.json`;
    await worker.put(young, spans("s7"));
    await worker.put(`${folderOf("alpha", LAST - 25 * HOUR)}/old.json`, spans("s8"));
    deepEqual((await job(stage)).figures, figures(4, 0));
    await worker.aws.s3.deleteObject({ Bucket: worker.Bucket, Key: `events/${young}` });
  });
}

async function differ(stage: Stage, report: Report): Promise<void> {
  const { worker, engine } = stage;
  const lost = `${folderOf("beta", LAST)}/lost.json`;
  await step(
    report,
    "an object of which no row knows is a gap, with its window and the command",
    async () => {
      await worker.put(lost, spans("b1"));
      const { exitCode, stdout, figures: told } = await job(stage);
      equal(exitCode, 0);
      deepEqual(told, figures(5, 1, `1|g|#project:beta,hour:${hourOf(LAST)}`));
      const [from, to] = [hourOf(LAST), hourOf(LAST + HOUR)];
      match(stdout, new RegExp(`replay.sh ENV ${from}:00 ${to}:00 --project beta`));
      match(stdout, /^5 objects, 1 are missing$/m);
    },
  );
  await step(report, "an object of which a part was stored again, and a part never, is a gap", async () => {
    await worker.put(`${folderOf("beta", LAST)}/partly.json`, spans("b2", "b3"));
    await store(stage, "beta", "events/elsewhere.json", "b2");
    deepEqual((await job(stage)).figures, figures(6, 2, `2|g|#project:beta,hour:${hourOf(LAST)}`));
  });
  await step(report, "a replay closes it", async () => {
    await store(stage, "beta", `events/${lost}`, "b1");
    await store(stage, "beta", `events/${folderOf("beta", LAST)}/partly.json`, "b3");
    deepEqual((await job(stage)).figures, figures(6, 0));
  });
  await step(report, "an object that is no JSON is a gap", async () => {
    const Key = `events/${folderOf("beta", LAST)}/broken.json`;
    const { Bucket } = worker;
    await worker.aws.s3.putObject({ Bucket, Key, Body: '[{"scopeSpans":' });
    deepEqual((await job(stage)).figures, figures(7, 1, `1|g|#project:beta,hour:${hourOf(LAST)}`));
    await worker.aws.s3.deleteObject({ Bucket, Key });
  });
  await step(report, "a score is missing until a worker has read it", async () => {
    // Objects of this drill are made now, and so are judged in two hours: the clock goes on for the job alone.
    const later = { NODE_OPTIONS: `--require ${join(__dirname, "later.js")}` };
    await worker.put("alpha/score/score-1/event-1.json", [{ type: "score-create" }]);
    deepEqual((await job(stage)).figures, figures(6, 0));
    const before = await job(stage, later);
    match(before.figures.join("\n"), /gap:1\|g\|#project:alpha,hour:/);
    await engine.query(`INSERT INTO default.blob_storage_file_log
      (id, project_id, entity_type, entity_id, event_id, bucket_path, event_ts)
      VALUES ('1', 'alpha', 'score', 'score-1', 'event-1', 'events/alpha/score/score-1/event-1.json', now64(3))`);
    deepEqual((await job(stage, later)).figures, figures(7, 0));
  });
}

async function fail(stage: Stage, report: Report): Promise<void> {
  await step(report, "fails and says why when ClickHouse does not know a table", async () => {
    await stage.engine.query("RENAME TABLE default.events_full TO default.renamed");
    const { exitCode, output, figures: told } = await job(stage);
    equal(exitCode, 1);
    match(output, /^reconcile: ClickHouse refuses: .*UNKNOWN_TABLE/m);
    deepEqual(told, []);
    await stage.engine.query("RENAME TABLE default.renamed TO default.events_full");
  });
  await step(report, "fails and says why without a bucket, or with one that is not there", async () => {
    match(
      (await job(stage, { LANGFUSE_S3_EVENT_UPLOAD_BUCKET: "" })).output,
      /^reconcile: no value for LANGFUSE_S3/m,
    );
    const { exitCode, output } = await job(stage, {
      LANGFUSE_S3_EVENT_UPLOAD_BUCKET: "langfuse-drill-nowhere",
    });
    equal(exitCode, 1);
    match(output, /^reconcile: .*bucket does not exist/m);
  });
}
