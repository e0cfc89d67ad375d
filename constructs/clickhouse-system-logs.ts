/** Tables that would fill the volume while nobody reads them; Langfuse names them safe to switch off.
 *  https://langfuse.com/self-hosting/deployment/infrastructure/clickhouse (2026-11) */
const REMOVED = [
  "asynchronous_insert_log",
  "asynchronous_metric_log",
  "latency_log",
  "metric_log",
  "opentelemetry_span_log",
  "processors_profile_log",
  "query_metric_log",
  "query_thread_log",
  "query_views_log",
  "session_log",
  "text_log",
  "trace_log",
];

/** Tables that answer questions at night, and for how many days. Langfuse itself reads `query_log`. */
const KEPT = { query_log: 7, part_log: 7, error_log: 30, backup_log: 90 };

/** Configuration from the first boot on: a table that exists keeps its old retention under another name.
 *  `replace` because the operator ships engines of its own, beside which ClickHouse accepts no `ttl`. */
export function systemLogs(): string {
  const removed = REMOVED.map((table) => `  <${table} remove="1"/>`);
  const kept = Object.entries(KEPT).map(
    ([table, days]) =>
      `  <${table} replace="1">` +
      `<database>system</database><table>${table}</table>` +
      `<partition_by>event_date</partition_by><ttl>event_date + INTERVAL ${days} DAY DELETE</ttl>` +
      `<flush_interval_milliseconds>7500</flush_interval_milliseconds></${table}>`,
  );
  return ["<clickhouse>", ...removed, ...kept, "</clickhouse>", ""].join("\n");
}
