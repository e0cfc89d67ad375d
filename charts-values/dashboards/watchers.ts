import type { Row } from "./dashboard";

/** Whether the monitoring itself sees anything, and is heard. */
export const watchers: Row = {
  height: 8,
  panels: [
    {
      id: 13,
      title: "Messages that Alertmanager could not send",
      description: "While it is not zero, somebody is not told.",
      unit: "percentunit",
      width: 8,
      queries: {
        "{{integration}}":
          "sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval])) / (sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval])) > 0)",
      },
      steps: { 0.05: "red" },
      max: 1,
      alerts: ["AlertNotificationsFailing"],
    },
    {
      id: 14,
      title: "Rules that fail",
      description: "Rules that Prometheus could not evaluate, and 0 for a configuration that it refused.",
      width: 8,
      queries: {
        "{{pod}} failures":
          "sum by (pod) (increase(prometheus_rule_evaluation_failures_total[$__rate_interval]))",
        "{{pod}} configuration accepted": "min by (pod) (prometheus_config_last_reload_successful)",
      },
      alerts: ["PrometheusRulesFailing"],
    },
    {
      id: 15,
      title: "Figures that come from elsewhere",
      description: "Series from CloudWatch and of the queues. Zero: those alerts are blind.",
      width: 8,
      queries: {
        "load balancer": "count(aws_applicationelb_request_count_sum) or vector(0)",
        Postgres: "count(aws_rds_free_storage_space_minimum) or vector(0)",
        Valkey: "count(aws_elasticache_engine_cpuutilization_maximum) or vector(0)",
        queues: "count(langfuse:queue_oldest_wait_seconds) or vector(0)",
      },
      alerts: ["CloudWatchMetricsMissing", "QueueMetricsMissing"],
    },
  ],
};
