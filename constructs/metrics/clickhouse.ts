import { metricsOf } from "./metric";

/** Of each replica, by `pod`. ClickHouse exposes thousands beside these. */
export const clickHouseMetrics = [
  ...metricsOf(
    {
      exporter: "clickhouse",
      source: "https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ProfileEvents.cpp",
    },
    [
      { name: "ClickHouseProfileEvents_FailedSelectQuery", kind: "counter" },
      { name: "ClickHouseProfileEvents_InsertedRows", kind: "counter" },
      { name: "ClickHouseProfileEvents_RejectedInserts", kind: "counter" },
      { name: "ClickHouseProfileEvents_ReplicatedDataLoss", kind: "counter" },
      { name: "ClickHouseProfileEvents_SelectQuery", kind: "counter" },
    ],
  ),
  ...metricsOf(
    {
      exporter: "clickhouse",
      source: "https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/CurrentMetrics.cpp",
    },
    [
      { name: "ClickHouseMetrics_BackgroundMergesAndMutationsPoolTask", kind: "gauge" },
      { name: "ClickHouseMetrics_MemoryTracking", kind: "gauge", unit: "bytes" },
      { name: "ClickHouseMetrics_ReadonlyReplica", kind: "gauge" },
    ],
  ),
  ...metricsOf(
    {
      exporter: "clickhouse",
      source: "https://clickhouse.com/docs/operations/system-tables/asynchronous_metrics",
    },
    [
      // Both leave out what `keep_free_space_bytes` reserves.
      { name: "ClickHouseAsyncMetrics_DiskAvailable_default", kind: "gauge", unit: "bytes" },
      { name: "ClickHouseAsyncMetrics_DiskTotal_default", kind: "gauge", unit: "bytes" },
      { name: "ClickHouseAsyncMetrics_MaxPartCountForPartition", kind: "gauge" },
      { name: "ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay", kind: "gauge", unit: "s" },
    ],
  ),
] as const;
