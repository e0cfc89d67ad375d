import { clickhouse } from "./clickhouse";
import { keeper } from "./clickhouse-keeper";
import { maskingGateway } from "./masking-gateway";
import type { Exporter } from "./metrics";
import { observability } from "./observability";
import type { WorkloadName } from "./workloads";

/** Pods that Prometheus asks for metrics. What it asks of Kubernetes itself and of its own, kube-prometheus-stack brings. */
export interface ScrapeTarget {
  /** The label `job` of everything that they answer. */
  readonly job: Exporter;
  readonly workload: WorkloadName;
  /** Of the container. */
  readonly port: number;
  /** Labels that the metrics bring along say more than those of the pod that answers, such as the namespace of the object
   *  that they are about.
   * @default false */
  readonly honorLabels?: boolean;
}

/** Each is a permission to connect as well; see `constructs/flows.ts`. */
export const scrapeTargets: readonly ScrapeTarget[] = [
  { job: "clickhouse", workload: "clickhouse", port: clickhouse.metricsPort },
  { job: "clickhouse-keeper", workload: "keeper", port: keeper.metricsPort },
  // Its own port; the other one repeats what ClickHouse itself says.
  { job: "clickhouse-operator", workload: "clickhouse-operator", port: 9999 },
  { job: "external-secrets", workload: "external-secrets", port: 8080, honorLabels: true },
  { job: "keda", workload: "keda", port: 8080, honorLabels: true },
  { job: "valkey-exporter", workload: "valkey-exporter", port: observability.valkey.port },
  { job: "yace", workload: "yace", port: observability.cloudWatch.port },
  { job: "masking-gateway", workload: "masking-gateway", port: maskingGateway.operationsPort },
  { job: "langfuse-canary", workload: "canary", port: observability.canary.port },
  // Its metrics are about the pods that sent them.
  { job: "langfuse-statsd", workload: "statsd-exporter", port: observability.statsd.port, honorLabels: true },
];
