import { metricsOf } from "./metric";

/** Of Prometheus itself, and what it says of each of its targets. */
export const prometheusMetrics = [
  ...metricsOf(
    {
      exporter: "prometheus",
      source: "https://prometheus.io/docs/concepts/jobs_instances",
    },
    [{ name: "up", kind: "gauge" }],
  ),
  ...metricsOf(
    {
      exporter: "prometheus",
      source: "https://github.com/prometheus/prometheus/blob/main/cmd/prometheus/main.go",
    },
    [{ name: "prometheus_config_last_reload_successful", kind: "gauge" }],
  ),
  ...metricsOf(
    {
      exporter: "prometheus",
      source: "https://github.com/prometheus/prometheus/blob/main/rules/group.go",
    },
    [{ name: "prometheus_rule_evaluation_failures_total", kind: "counter" }],
  ),
] as const;
