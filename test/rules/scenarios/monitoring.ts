import type { Levels, Scenarios } from "../scenario";

/** Jobs whose targets must exist; a probe's target is what it asks about. */
const jobs = [
  "clickhouse-operator",
  "external-secrets",
  "keda",
  "kube-state-metrics",
  "kubelet",
  "langfuse-statsd",
  "valkey-exporter",
  "yace",
];
const probes = ["langfuse-health", "langfuse-worker-health"];

const up = (job: string) => `up{job="${job}",instance="10.0.0.1:80"}`;
const probe = (job: string) => `probe_success{job="${job}",instance="10.0.0.1:80"}`;

/** Every source answers. */
const sources: Levels = Object.fromEntries(
  [...jobs.map(up), ...probes.map(probe)].map((series) => [series, 1]),
);

const cloudWatch: Levels = {
  'aws_applicationelb_request_count_sum{job="yace"}': 0,
  'aws_rds_free_storage_space_minimum{job="yace"}': 1e9,
  'aws_elasticache_engine_cpuutilization_maximum{job="yace"}': 1,
};

const age = (queue: string) =>
  `redis_script_values{job="valkey-exporter",key="${queue}/oldest_wait_seconds"}`;
const traces = age("otel-ingestion-queue");
const failures = 'prometheus_rule_evaluation_failures_total{pod="prometheus-0",rule_group="web"}';
const reloaded = 'prometheus_config_last_reload_successful{pod="prometheus-0"}';
const sent = 'alertmanager_notifications_total{pod="alertmanager-0",integration="slack"}';
const unsent =
  'alertmanager_notifications_failed_total{pod="alertmanager-0",integration="slack",reason="clientError"}';

export const monitoring: readonly Scenarios[] = [
  {
    alert: "Watchdog",
    fires: [
      {
        when: "always",
        says: "This alert always fires; its absence means that Prometheus or Alertmanager is down.",
      },
    ],
  },
  {
    alert: "MonitoringTargetDown",
    fires: [
      {
        when: "an exporter does not answer",
        healthy: sources,
        broken: { [up("yace")]: 0 },
        labels: { job: "yace", instance: "10.0.0.1:80" },
        says: "Prometheus gets nothing from yace at 10.0.0.1:80.",
      },
      ...jobs.map((job) => ({
        when: `${job} is gone`,
        healthy: sources,
        broken: { [up(job)]: "gone" as const },
        labels: { job },
        says: `Prometheus gets nothing from ${job}.`,
      })),
      ...probes.map((job) => ({
        when: `nobody probes ${job}`,
        healthy: sources,
        broken: { [probe(job)]: "gone" as const },
        labels: { job },
      })),
    ],
    silent: [
      {
        when: "a replica of ClickHouse is down, which has an alert of its own",
        series: { ...sources, [up("clickhouse")]: 0, [up("clickhouse-keeper")]: 0 },
      },
    ],
  },
  {
    alert: "CloudWatchMetricsMissing",
    fires: Object.keys(cloudWatch).map((series) => ({
      when: `${series} does not arrive`,
      healthy: cloudWatch,
      broken: { [series]: "gone" as const },
      says: "No metrics arrive from CloudWatch; alerts on Postgres, Valkey, S3 and the load balancer are blind.",
    })),
  },
  {
    alert: "QueueMetricsMissing",
    fires: [
      {
        when: "the script returns nothing",
        healthy: { [traces]: 0 },
        broken: { [traces]: "gone" },
        labels: { queue: "otel-ingestion-queue" },
        says: "The age of otel-ingestion-queue is unknown: alerts on ingestion are blind, and workers scale by their processors alone.",
      },
      {
        when: "the script knows other queues only",
        healthy: { [traces]: 0, [age("ingestion-queue")]: 0 },
        broken: { [traces]: "gone" },
        labels: { queue: "otel-ingestion-queue" },
      },
    ],
  },
  {
    alert: "PrometheusRulesFailing",
    fires: [
      {
        when: "a rule cannot be evaluated",
        healthy: { [failures]: 3, [reloaded]: 1 },
        broken: { [failures]: "+0.06" },
        before: 30,
        forgets: 15,
        labels: { pod: "prometheus-0" },
        says: "prometheus-0 fails to evaluate rules, or runs with an old configuration.",
      },
      {
        when: "a new configuration cannot be loaded",
        healthy: { [failures]: 0, [reloaded]: 1 },
        broken: { [reloaded]: 0 },
        before: 30,
        labels: { pod: "prometheus-0" },
      },
    ],
  },
  {
    alert: "AlertNotificationsFailing",
    fires: [
      {
        when: "more than one message in twenty is lost",
        healthy: { [sent]: "+100", [unsent]: "+4.8" },
        broken: { [unsent]: "+5.4" },
        before: 30,
        reacts: 5,
        forgets: 15,
        labels: { integration: "slack" },
      },
      {
        when: "all messages are lost",
        healthy: { [sent]: "+1", [unsent]: 0 },
        broken: { [unsent]: "+1" },
        before: 30,
        reacts: 1,
        rests: 15,
        says: "100% of the notifications through slack fail.",
        forgets: 15,
        labels: { integration: "slack" },
      },
    ],
    silent: [{ when: "there is nothing to send", series: { [sent]: 8, [unsent]: 8 } }],
  },
];
