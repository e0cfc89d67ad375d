import { backups } from "./backups";
import type { DashboardSpec } from "./dashboard";

/** What AWS runs for us: Postgres, Valkey, S3. */
export const stores: DashboardSpec = {
  uid: "langfuse-stores",
  title: "Langfuse: Postgres, Valkey and S3",
  description: "The stores that AWS runs. Their figures are a few minutes old, as CloudWatch's always are.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 2,
          kind: "stat",
          title: "Postgres: connections",
          description: "Of those that the instance admits.",
          unit: "percentunit",
          width: 8,
          queries: {
            "": "max(aws_rds_database_connections_maximum) / scalar(langfuse:limit:postgres_max_connections)",
          },
          steps: { 0.7: "orange", 0.85: "red" },
          max: 1,
        },
        {
          id: 3,
          kind: "stat",
          title: "Valkey",
          description: "Whether the queues' store answers the exporter.",
          width: 8,
          queries: { "": 'max(redis_up{job="valkey-exporter"})' },
          words: { 0: ["does not answer", "red"], 1: ["answers", "green"] },
          steps: { 1: "green" },
          base: "red",
          alerts: ["ValkeyDown"],
        },
        {
          id: 4,
          kind: "stat",
          title: "Valkey: when memory is full",
          description: "With anything but 'noeviction' Valkey throws away jobs, and with them traces.",
          width: 8,
          queries: {
            "": 'count(redis_instance_info{job="valkey-exporter",maxmemory_policy!="noeviction"}) or vector(0)',
          },
          words: { 0: ["keeps every job", "green"], 1: ["throws jobs away", "red"] },
          steps: { 1: "red" },
          alerts: ["ValkeyEvictionPolicyUnsafe"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 5,
          title: "Postgres: free disk",
          description: "Below a tenth of its size RDS is about to stop writing.",
          unit: "bytes",
          width: 6,
          queries: {
            "{{dimension_DBInstanceIdentifier}}":
              "min by (dimension_DBInstanceIdentifier) (aws_rds_free_storage_space_minimum)",
            "a tenth": "0.1 * langfuse:limit:postgres_storage_bytes",
          },
          alerts: ["PostgresStorageLow"],
        },
        {
          id: 6,
          title: "Postgres: connections",
          description: "Beside what the instance admits. Pods that get none answer with time-outs.",
          width: 6,
          queries: {
            "{{dimension_DBInstanceIdentifier}}":
              "max by (dimension_DBInstanceIdentifier) (aws_rds_database_connections_maximum)",
            "at most": "langfuse:limit:postgres_max_connections",
          },
          alerts: ["PostgresConnectionsHigh"],
        },
        {
          id: 7,
          title: "Postgres: CPU",
          description: "Above 85 % for long, the interface waits for it.",
          unit: "percent",
          width: 6,
          queries: {
            "{{dimension_DBInstanceIdentifier}}":
              "max by (dimension_DBInstanceIdentifier) (aws_rds_cpuutilization_average)",
          },
          steps: { 85: "orange" },
          max: 100,
          alerts: ["PostgresCpuHigh"],
        },
        {
          id: 8,
          title: "Postgres: age of the oldest transaction id",
          description: "At 2 thousand million Postgres stops writing, to protect what it holds.",
          width: 6,
          queries: {
            "{{dimension_DBInstanceIdentifier}}":
              "max by (dimension_DBInstanceIdentifier) (aws_rds_maximum_used_transaction_ids_maximum)",
          },
          steps: { 1000000000: "red" },
          alerts: ["PostgresTransactionIdWraparound"],
        },
      ],
    },
    {
      height: 7,
      panels: [
        {
          id: 21,
          title: "Postgres: what people made",
          description:
            "Rows, counted by the hour, and how many fewer than at most within a day. The audit log says who deleted them.",
          width: 24,
          queries: {
            "{{table}}":
              "max by (table) (langfuse_operations_postgres_rows_present) or langfuse:postgres_rows:2h",
            "gone of {{table}}": "langfuse:postgres_rows_lost:1d > 0",
          },
          alerts: ["PostgresRowsLost", "PostgresRowsDeleted", "PostgresRowsUncounted"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 9,
          title: "Valkey: memory",
          description: "Full memory refuses every new job: nothing comes in any more.",
          unit: "percent",
          width: 8,
          queries: {
            "{{dimension_CacheClusterId}}":
              "max by (dimension_CacheClusterId) (aws_elasticache_database_memory_usage_percentage_maximum)",
          },
          steps: { 80: "red" },
          max: 100,
          alerts: ["ValkeyMemoryHigh"],
        },
        {
          id: 10,
          title: "Valkey: the one thread that works",
          description: "Above 80 % every command waits, however many processors the node has.",
          unit: "percent",
          width: 8,
          queries: {
            "{{dimension_CacheClusterId}}":
              "max by (dimension_CacheClusterId) (aws_elasticache_engine_cpuutilization_maximum)",
          },
          steps: { 80: "orange" },
          max: 100,
          alerts: ["ValkeyEngineCpuHigh"],
        },
        {
          id: 11,
          title: "Valkey: what fills it",
          description:
            "Jobs in all queues, by state. Failed ones stay until somebody retries or removes them.",
          width: 8,
          queries: { "{{state}}": "sum by (state) (langfuse:queue_jobs)" },
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 12,
          title: "S3: requests a minute",
          description: "Each event is an object first. None while requests come in: ingestion stands still.",
          width: 12,
          queries: { "{{dimension_BucketName}}": "sum by (dimension_BucketName) (aws_s3_all_requests_sum)" },
        },
        {
          id: 13,
          title: "S3: requests that fail",
          description: "4xx is a permission or a key that changed, 5xx is S3 asking to slow down.",
          unit: "percentunit",
          width: 12,
          queries: {
            "4xx {{dimension_BucketName}}":
              "sum by (dimension_BucketName) (sum_over_time(aws_s3_4xx_errors_sum[15m])) / (sum by (dimension_BucketName) (sum_over_time(aws_s3_all_requests_sum[15m])) > 0)",
            "5xx {{dimension_BucketName}}":
              "sum by (dimension_BucketName) (sum_over_time(aws_s3_5xx_errors_sum[15m])) / (sum by (dimension_BucketName) (sum_over_time(aws_s3_all_requests_sum[15m])) > 0)",
          },
          steps: { 0.05: "orange" },
          alerts: ["ObjectStorageErrors"],
        },
      ],
    },
    ...backups,
  ],
};
