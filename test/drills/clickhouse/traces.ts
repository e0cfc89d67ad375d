import type { Engine } from "./engine";

/** Tables that hold rows. */
export const TABLES = ["events_full", "events_core", "scores"] as const;

/** Langfuse's shape in small: a table that replaces rows, one that a view fills from it, one beside it, a view for reading.
 *  The engines are those of one server; see {@link createTables}. */
const SCHEMA = [
  `CREATE TABLE default.events_full (project_id String, span_id UInt64, event_ts DateTime64(3), created_at DateTime64(3),
   input String)
   ENGINE = ReplacingMergeTree(event_ts) ORDER BY (project_id, span_id)`,
  `CREATE TABLE default.events_core (project_id String, span_id UInt64, event_ts DateTime64(3), created_at DateTime64(3))
   ENGINE = ReplacingMergeTree(event_ts) ORDER BY (project_id, span_id)`,
  `CREATE MATERIALIZED VIEW default.events_core_mv TO default.events_core AS
   SELECT project_id, span_id, event_ts, created_at FROM default.events_full`,
  `CREATE TABLE default.scores (project_id String, id UInt64, value Float64, event_ts DateTime64(3), created_at DateTime64(3))
   ENGINE = ReplacingMergeTree(event_ts) ORDER BY id`,
  "CREATE VIEW default.analytics_scores AS SELECT count() AS scores FROM default.scores",
];

/** What makes a table of one server one that replicates through Keeper. */
const REPLICATED =
  "ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', ";

/** An empty database with Langfuse's tables.
 *  @param replicated - whether they replicate; the engine needs a Keeper then */
export async function createTables(engine: Engine, replicated = false): Promise<void> {
  await engine.query("DROP DATABASE IF EXISTS default");
  await engine.query("CREATE DATABASE default ENGINE = Atomic");
  for (const statement of SCHEMA)
    await engine.query(replicated ? statement.replace("ReplacingMergeTree(", REPLICATED) : statement);
}

/** Writes spans with ids from one number on, and a score for every tenth.
 *  @param at - when Langfuse took them, as ClickHouse writes times */
export async function ingest(engine: Engine, from: number, count: number, at?: string): Promise<void> {
  const created = at ? `toDateTime64('${at}', 3, 'UTC')` : "now64(3)";
  const project = "concat('project-', toString(number % 3))";
  await engine.query(
    `INSERT INTO default.events_full SELECT ${project}, ${from} + number, now64(3), ${created},
     repeat(toString(sipHash64(${from} + number)), 8) FROM numbers(${count})`,
  );
  await engine.query(
    `INSERT INTO default.scores SELECT ${project}, ${from} + number, number / 7, now64(3), ${created}
     FROM numbers(${count / 10})`,
  );
}

/** Rows and a checksum over all their values, by table. */
export async function contents(engine: Engine, database = "default"): Promise<Record<string, string>> {
  const rows = await Promise.all(
    TABLES.map(async (table) => {
      const [[count, checksum] = []] = await engine.query(
        `SELECT count(), groupBitXor(cityHash64(*)) FROM ${database}.${table} FINAL`,
      );
      return [table, `${count} rows, checksum ${checksum}`];
    }),
  );
  return Object.fromEntries(rows);
}
