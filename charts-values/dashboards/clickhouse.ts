import type { DashboardSpec } from "./dashboard";
import { upkeep } from "./upkeep";

const FREE = "ClickHouseAsyncMetrics_DiskAvailable_default / ClickHouseAsyncMetrics_DiskTotal_default";

/** The store of every trace, and Keeper, without which nothing is written. */
export const clickhouse: DashboardSpec = {
  uid: "langfuse-clickhouse",
  title: "Langfuse: ClickHouse and Keeper",
  description: "Whether traces can be written and read, and how close each replica is to a limit.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 1,
          kind: "stat",
          title: "Replicas missing",
          description: "Of those that the environment has; one may be missing, but not two.",
          width: 6,
          queries: {
            "": 'scalar(langfuse:limit:clickhouse_replicas) - (sum(up{job="clickhouse"}) or vector(0))',
          },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange", 2: "red" },
          alerts: ["ClickHouseUnavailable", "ClickHouseReplicaDown"],
        },
        {
          id: 2,
          kind: "stat",
          title: "Keepers missing",
          description: "Without a majority every replica is read-only within seconds.",
          width: 6,
          queries: {
            "": 'scalar(langfuse:limit:keeper_members) - (sum(up{job="clickhouse-keeper"}) or vector(0))',
          },
          words: { 0: ["none", "green"] },
          steps: { 1: "orange", 2: "red" },
          alerts: ["ClickHouseKeeperQuorumLost", "ClickHouseKeeperMemberDown"],
        },
        {
          id: 3,
          kind: "stat",
          title: "Read-only tables",
          description: "Tables that take no rows, because their replica lost Keeper.",
          width: 6,
          queries: { "": "sum(ClickHouseMetrics_ReadonlyReplica)" },
          words: { 0: ["none", "green"] },
          steps: { 1: "red" },
        },
        {
          id: 4,
          kind: "stat",
          title: "Least free disk",
          description: "Of all replicas. Below 10 % merges stop.",
          unit: "percentunit",
          width: 6,
          queries: { "": `min(${FREE})` },
          steps: { 0.1: "orange", 0.4: "green" },
          base: "red",
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 5,
          title: "Rows written",
          description: "By every replica; a gap is a write path that stands still.",
          unit: "rowsps",
          width: 8,
          queries: {
            "{{pod}}": "sum by (pod) (rate(ClickHouseProfileEvents_InsertedRows[$__rate_interval]))",
          },
        },
        {
          id: 6,
          title: "Writes refused",
          description:
            "Refused because a partition has too many parts. The writer gives up after three attempts.",
          unit: "wps",
          width: 8,
          queries: {
            "{{pod}}": "sum by (pod) (rate(ClickHouseProfileEvents_RejectedInserts[$__rate_interval]))",
          },
          steps: { 0.001: "red" },
          alerts: ["ClickHouseInsertsRejected"],
        },
        {
          id: 7,
          title: "Parts of the fullest partition",
          description: "Above 300 merges fall behind; at 1,000 writes are slowed, at 3,000 refused.",
          width: 8,
          queries: { "{{pod}}": "ClickHouseAsyncMetrics_MaxPartCountForPartition" },
          steps: { 300: "orange", 1000: "red" },
          alerts: ["ClickHouseTooManyParts"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 8,
          title: "Merges and mutations in work",
          description:
            "Beside many parts: few mean that something holds them up, all busy that writes are too small.",
          width: 8,
          queries: { "{{pod}}": "ClickHouseMetrics_BackgroundMergesAndMutationsPoolTask" },
        },
        {
          id: 9,
          title: "Behind the other replicas",
          description: "While it is high, two people see different traces.",
          unit: "s",
          width: 8,
          queries: { "{{pod}}": "ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay" },
          steps: { 300: "orange" },
          alerts: ["ClickHouseReplicationLagging"],
        },
        {
          id: 10,
          title: "Read-only tables",
          description: "Of each replica. All at once: Keeper. One replica alone: its own session or disk.",
          width: 8,
          queries: { "{{pod}}": "ClickHouseMetrics_ReadonlyReplica" },
          steps: { 1: "red" },
          alerts: ["ClickHouseReplicaReadonly"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 11,
          title: "Memory in use",
          description: "Of what the server may take; above 90 % it refuses queries, and then merges.",
          unit: "percentunit",
          width: 8,
          queries: {
            "{{pod}}": "ClickHouseMetrics_MemoryTracking / scalar(langfuse:limit:clickhouse_memory_bytes)",
          },
          steps: { 0.9: "orange" },
          max: 1,
          alerts: ["ClickHouseMemoryHigh"],
        },
        {
          id: 12,
          title: "Disk that is free",
          description: "Merges need space: from 10 % on parts pile up.",
          unit: "percentunit",
          width: 8,
          queries: {
            "{{pod}}": FREE,
            "{{pod}} in 4 days":
              "clamp_min(predict_linear(ClickHouseAsyncMetrics_DiskAvailable_default[6h], 4 * 86400), 0) / ClickHouseAsyncMetrics_DiskTotal_default",
          },
          steps: { 0.1: "red" },
          base: "text",
          max: 1,
          alerts: ["ClickHouseDiskAlmostFull", "ClickHouseDiskFillingSoon"],
        },
        {
          id: 13,
          title: "Reads that fail",
          description:
            "Share of SELECTs that ended with an error: what people see as an empty or broken page.",
          unit: "percentunit",
          width: 8,
          queries: {
            failed:
              "sum(rate(ClickHouseProfileEvents_FailedSelectQuery[$__rate_interval])) / sum(rate(ClickHouseProfileEvents_SelectQuery[$__rate_interval]))",
          },
          steps: { 0.1: "red" },
          alerts: ["ClickHouseQueriesFailing"],
        },
      ],
    },
    upkeep,
  ],
};
