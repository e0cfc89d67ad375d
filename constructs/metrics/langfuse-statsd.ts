import { metricsOf } from "./metric";

/** Langfuse's own DogStatsD metrics, under the names that our mapping gives them. */
export const langfuseStatsdMetrics = metricsOf(
  {
    exporter: "langfuse-statsd",
    source: "https://github.com/langfuse/langfuse/blob/v4.16.0/worker/src/services/ClickhouseWriter/index.ts",
  },
  [
    // langfuse.queue.clickhouse_writer.rows_dropped, with the label `entity_type`; first seen when the first row is lost.
    { name: "langfuse_clickhouse_writer_rows_dropped_total", kind: "counter" },
  ],
);
