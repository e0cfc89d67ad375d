import type { Row } from "./dashboard";

/** Who keeps the replicas together: Keeper, and the operator. */
export const upkeep: Row = {
  height: 7,
  panels: [
    {
      id: 14,
      title: "Parts lost",
      description:
        "Parts that are on no replica any more. Any is data that only a backup or a replay brings back.",
      width: 8,
      queries: {
        "{{pod}}": "sum by (pod) (increase(ClickHouseProfileEvents_ReplicatedDataLoss[$__rate_interval]))",
      },
      steps: { 0.1: "red" },
      alerts: ["ClickHouseDataLost"],
    },
    {
      id: 15,
      title: "Keeper's agreement",
      description: "There must be one leader, and followers that keep up with it.",
      width: 8,
      queries: {
        leaders: "sum(ClickHouseAsyncMetrics_KeeperIsLeader)",
        "followers in step": "max(ClickHouseAsyncMetrics_KeeperSyncedFollowers)",
        members: 'sum(up{job="clickhouse-keeper"})',
      },
    },
    {
      id: 16,
      title: "Operator that gives up",
      description: "Changes of the cluster that the operator could not finish.",
      width: 8,
      queries: {
        aborted: "sum(increase(clickhouse_operator_chi_reconciles_aborted[$__rate_interval]))",
        "of a host": "sum(increase(clickhouse_operator_host_reconciles_errors[$__rate_interval]))",
      },
      steps: { 1: "orange" },
      alerts: ["ClickHouseReconcileFailing"],
    },
  ],
};
