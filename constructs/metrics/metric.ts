/** Where a metric comes from: for programs that Prometheus asks directly, the label `job` as well. */
export type Exporter =
  | "alertmanager"
  | "blackbox-exporter"
  | "clickhouse"
  | "clickhouse-keeper"
  | "clickhouse-operator"
  | "external-secrets"
  | "keda"
  | "kube-state-metrics"
  | "kubelet"
  | "langfuse-canary"
  | "langfuse-statsd"
  | "masking-gateway"
  | "prometheus"
  | "valkey-exporter"
  | "yace";

/** A metric that a rule or a panel reads. What is not in the catalogue is not scraped. */
export interface Metric {
  /** As Prometheus stores it; a histogram without `_bucket`, `_sum` and `_count`. */
  readonly name: string;
  readonly exporter: Exporter;
  /** `info`: always 1, what it says is in its labels. */
  readonly kind: "counter" | "gauge" | "histogram" | "info";
  /** As Grafana calls it, for example `bytes` or `s`.
   *  @default - a plain number */
  readonly unit?: string;
  /** Where its name and meaning were read. */
  readonly source: string;
}

/** Metrics of one exporter that were read in one place. */
export function metricsOf<Entry extends Omit<Metric, "exporter" | "source">>(
  origin: Pick<Metric, "exporter" | "source">,
  entries: readonly Entry[],
): readonly (Entry & Metric)[] {
  return entries.map((entry) => ({ ...origin, ...entry }));
}
