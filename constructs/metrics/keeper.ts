import { metricsOf } from "./metric";

/** Of each member, by `pod`. */
export const keeperMetrics = metricsOf(
  {
    exporter: "clickhouse-keeper",
    source:
      "https://github.com/ClickHouse/ClickHouse/blob/master/src/Coordination/KeeperAsynchronousMetrics.cpp",
  },
  [
    { name: "ClickHouseAsyncMetrics_KeeperIsLeader", kind: "gauge" },
    // Of the leader; 0 elsewhere.
    { name: "ClickHouseAsyncMetrics_KeeperSyncedFollowers", kind: "gauge" },
  ],
);
