/** An alert that explains others: while it fires, nobody is told of them. */
export interface Cause {
  /** Name of the alert. */
  readonly alert: string;
  /** Names of the alerts that it explains. None of them asks for anything that the cause's runbook does not. */
  readonly explains: readonly string[];
}

/** Alertmanager's word for it.
 *  https://prometheus.io/docs/alerting/0.34/configuration/#inhibit_rule (2026-11) */
export interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
}

const INGESTION_SLO = ["LangfuseIngestionBudgetBurnFast", "LangfuseIngestionBudgetBurnSlow"];
const API_SLO = ["LangfuseApiErrorBudgetBurnFast", "LangfuseApiErrorBudgetBurnSlow"];
const NO_WAY_IN = ["LangfuseHealthCheckFailing", "LoadBalancerErrors", "LangfuseLatencyHigh", ...API_SLO];
const LATE = ["LangfuseIngestionQueueOld", ...INGESTION_SLO];

/** One page for one outage. What has been lost (`LangfuseRowsDropped`, `ClickHouseDataLost`) and what fills up is hidden
 *  by nothing: it asks for something of its own, whatever else is broken. */
export const causes: readonly Cause[] = [
  {
    alert: "ClickHouseUnavailable",
    explains: [
      "ClickHouseReplicaDown",
      "ClickHouseReplicaReadonly",
      "ClickHouseReplicationLagging",
      "ClickHouseQueriesFailing",
      "ClickHouseReconcileFailing",
      "LangfuseQueueNotConsumed",
      "AutoscalerAtMaximum",
      ...LATE,
      ...API_SLO,
    ],
  },
  {
    alert: "ClickHouseKeeperQuorumLost",
    explains: [
      "ClickHouseKeeperMemberDown",
      "ClickHouseReplicaReadonly",
      "ClickHouseReplicationLagging",
      "ClickHouseQueriesFailing",
      ...LATE,
    ],
  },
  {
    alert: "ValkeyDown",
    explains: [
      "QueueMetricsMissing",
      "LangfuseQueueNotConsumed",
      "LangfuseWorkerUnavailable",
      "LangfuseWorkerWedged",
      "KedaScalerFailing",
      "AutoscalerInactive",
      ...LATE,
      ...API_SLO,
    ],
  },
  { alert: "LangfuseWorkerUnavailable", explains: ["LangfuseQueueNotConsumed", ...LATE] },
  // Nobody's traces come in while web is down, so they are not in time either.
  {
    alert: "LangfuseWebUnavailable",
    explains: [
      "LoadBalancerNoHealthyTargets",
      "MaskingGatewayCannotReachLangfuse",
      ...NO_WAY_IN,
      ...INGESTION_SLO,
    ],
  },
  { alert: "LoadBalancerNoHealthyTargets", explains: [...NO_WAY_IN, ...INGESTION_SLO] },
  // What applications write is most of the traffic.
  { alert: "MaskingGatewayUnavailable", explains: ["LoadBalancerErrors", ...API_SLO] },
  { alert: "MaskingGatewayCannotReachLangfuse", explains: ["LoadBalancerErrors", ...API_SLO] },
  // The same story, told faster.
  { alert: "LangfuseApiErrorBudgetBurnFast", explains: ["LangfuseApiErrorBudgetBurnSlow"] },
  { alert: "LangfuseIngestionBudgetBurnFast", explains: ["LangfuseIngestionBudgetBurnSlow"] },
  { alert: "PostgresRowsLost", explains: ["PostgresRowsDeleted"] },
  { alert: "ClickHouseDiskAlmostFull", explains: ["ClickHouseDiskFillingSoon"] },
  { alert: "CertificateAboutToExpire", explains: ["CertificateExpiring"] },
];

/** The causes, in Alertmanager's words.
 *  @throws when a chain of causes returns to its start: alerts that hide each other are told to nobody */
export function inhibitions(list: readonly Cause[]): Inhibition[] {
  for (const { alert } of list)
    if (explainedBy(list, alert).includes(alert))
      throw new Error(
        `alert '${alert}' would hide itself; break the circle in constructs/alert-inhibitions.ts`,
      );
  return list.map(({ alert, explains }) => ({
    source_matchers: [`alertname="${alert}"`],
    target_matchers: [`alertname=~"${explains.join("|")}"`],
  }));
}

/** Everything that an alert explains, directly or by way of others. */
function explainedBy(list: readonly Cause[], alert: string, seen: readonly string[] = []): string[] {
  const direct = list.filter((cause) => cause.alert === alert).flatMap(({ explains }) => explains);
  const fresh = direct.filter((name) => !seen.includes(name));
  return fresh.flatMap((name) => [name, ...explainedBy(list, name, [...seen, ...fresh])]);
}
