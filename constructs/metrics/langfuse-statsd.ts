import { metricsOf } from "./metric";

/** Langfuse's own DogStatsD metrics, under the names that our mapping gives them. */
export const langfuseStatsdMetrics = [
  ...metricsOf(
    {
      exporter: "langfuse-statsd",
      source:
        "https://github.com/langfuse/langfuse/blob/v4.16.0/worker/src/services/ClickhouseWriter/index.ts",
    },
    [
      // langfuse.queue.clickhouse_writer.rows_dropped, with the label `entity_type`; first seen when the first row is lost.
      { name: "langfuse_clickhouse_writer_rows_dropped_total", kind: "counter" },
      // ingestion_clickhouse_insert_queue_length
      { name: "langfuse_clickhouse_writer_buffered_rows", kind: "gauge" },
    ],
  ),
  ...metricsOf(
    {
      exporter: "langfuse-statsd",
      source: "https://github.com/langfuse/langfuse/blob/v4.16.0/worker/src/queues/workerManager.ts",
    },
    // langfuse.queue.<queue>.time_distribution, with the label `type`: `wait` or `processing`.
    [{ name: "langfuse_queue_time_seconds", kind: "histogram", unit: "s" }],
  ),
  ...metricsOf(
    {
      exporter: "langfuse-statsd",
      source: "https://docs.datadoghq.com/tracing/metrics/runtime_metrics/nodejs",
    },
    [
      // runtime.node.event_loop.delay.max
      { name: "langfuse_event_loop_delay_max_seconds", kind: "gauge", unit: "s" },
      // runtime.node.mem.heap_used and runtime.node.heap.heap_size_limit
      { name: "langfuse_heap_used_bytes", kind: "gauge", unit: "bytes" },
      { name: "langfuse_heap_limit_bytes", kind: "gauge", unit: "bytes" },
    ],
  ),
  ...metricsOf(
    {
      exporter: "langfuse-statsd",
      source: "https://github.com/prometheus/statsd_exporter/blob/v0.30.0/README.md#dogstatsd-extensions",
    },
    [
      // operations.reconcile.<figure>, of charts-values/operations/reconcile.js; `gap` with the labels `project` and `hour`.
      { name: "langfuse_operations_reconcile_gap", kind: "gauge" },
      { name: "langfuse_operations_reconcile_missing", kind: "gauge" },
      { name: "langfuse_operations_reconcile_objects", kind: "gauge" },
      { name: "langfuse_operations_reconcile_unlisted_projects", kind: "gauge" },
    ],
  ),
  ...metricsOf(
    {
      exporter: "langfuse-statsd",
      source: "https://github.com/prometheus/statsd_exporter/blob/v0.30.0/README.md#dogstatsd-extensions",
    },
    [
      // Of charts-values/operations/background-migrations.sh: how many have failed, and on how many nobody works.
      { name: "langfuse_operations_background_migrations_failed", kind: "gauge" },
      { name: "langfuse_operations_background_migrations_stopped", kind: "gauge" },
      // Of charts-values/operations/postgres-rows.sh, with the label `table`.
      { name: "langfuse_operations_postgres_rows_present", kind: "gauge" },
      // Of charts-values/operations/clickhouse-backup.sh, with the label `kind`: `full` or `incremental`.
      { name: "langfuse_operations_clickhouse_backup_written_bytes", kind: "gauge", unit: "bytes" },
      { name: "langfuse_operations_clickhouse_backup_total_bytes", kind: "gauge", unit: "bytes" },
      { name: "langfuse_operations_clickhouse_backup_seconds", kind: "gauge", unit: "s" },
      // Of charts-values/operations/backup-verify.sh, as it was when the job looked.
      { name: "langfuse_operations_backup_verify_clickhouse_age_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_backup_verify_clickhouse_full_age_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_backup_verify_clickhouse_bytes", kind: "gauge", unit: "bytes" },
      {
        name: "langfuse_operations_backup_verify_clickhouse_percent_of_median",
        kind: "gauge",
        unit: "percent",
      },
      { name: "langfuse_operations_backup_verify_postgres_age_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_backup_verify_postgres_vault_age_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_backup_verify_valkey_age_seconds", kind: "gauge", unit: "s" },
      // Of charts-values/operations/backup-copies.sh, with the label `copy`.
      { name: "langfuse_operations_backup_verify_copies_age_seconds", kind: "gauge", unit: "s" },
      // Of charts-values/operations/backup-account.sh, likewise.
      { name: "langfuse_operations_backup_verify_account_age_seconds", kind: "gauge", unit: "s" },
      // Of charts-values/operations/restore-drill.sh: the restore alone, what it brought, and how much is missing beside the
      // ClickHouse that people use.
      { name: "langfuse_operations_restore_drill_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_restore_drill_rows", kind: "gauge" },
      { name: "langfuse_operations_restore_drill_bytes", kind: "gauge", unit: "bytes" },
      { name: "langfuse_operations_restore_drill_missing_rows", kind: "gauge" },
      // Of charts-values/operations/restore-drill-postgres.sh: how long AWS Backup took, and likewise.
      { name: "langfuse_operations_restore_drill_postgres_seconds", kind: "gauge", unit: "s" },
      { name: "langfuse_operations_restore_drill_postgres_rows", kind: "gauge" },
      { name: "langfuse_operations_restore_drill_postgres_missing_rows", kind: "gauge" },
    ],
  ),
] as const;
