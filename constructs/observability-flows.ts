import { backupVerifications } from "./backup-stores";
import type { Flow } from "./flows";
import { langfuse } from "./langfuse";
import { observability } from "./observability";
import { scrapeTargets } from "./scrape-targets";

const { prometheus, alertmanager, grafana, blackbox, statsd } = observability;

/** Who watches whom. Among them are the permissions of every scrape, so that none of them can be forgotten. */
export const observabilityFlows: readonly Flow[] = [
  ...scrapeTargets.map(
    ({ workload, port }): Flow => ({ from: ["prometheus"], to: workload, port, why: "metrics" }),
  ),
  ...ownMetrics(),
  { from: ["prometheus"], to: "nodes", port: 10_250, why: "metrics of kubelets: how full volumes are" },
  { from: ["prometheus"], to: "alertmanager", port: alertmanager.port, why: "alerts, and its own metrics" },
  { from: ["prometheus"], to: "blackbox-exporter", port: blackbox.port, why: "questions as users ask them" },
  {
    from: ["grafana", "keda"],
    to: "prometheus",
    port: prometheus.port,
    why: "panels, and the age of queues",
  },
  {
    from: ["load-balancer"],
    to: "grafana",
    port: grafana.port,
    why: "dashboards, where the edge serves them",
  },
  { from: ["grafana"], to: "alertmanager", port: alertmanager.port, why: "alerts and silences" },
  {
    from: ["alertmanager"],
    to: "alertmanager",
    port: alertmanager.meshPort,
    protocols: ["TCP", "UDP"],
    why: "who has told whom, so that nobody is told twice",
  },
  { from: ["blackbox-exporter"], to: "web", port: langfuse.webPort, why: "health behind the load balancer" },
  { from: ["blackbox-exporter"], to: "worker", port: langfuse.workerPort, why: "health of each worker" },
  { from: ["web", "worker"], to: "statsd-exporter", port: statsd.port, why: "whether it is Datadog's agent" },
  {
    from: ["web", "worker"],
    to: "statsd-exporter",
    port: statsd.ingestPort,
    protocols: ["UDP"],
    why: "Langfuse's own metrics",
  },
  {
    from: [
      "clickhouse-backup",
      "restore-drill",
      "restore-drill-postgres",
      "reconcile",
      "background-migrations",
      "postgres-rows",
      ...backupVerifications,
    ],
    to: "statsd-exporter",
    port: statsd.ingestPort,
    protocols: ["UDP"],
    why: "figures of scheduled jobs",
  },
];

/** What kube-prometheus-stack has Prometheus ask of itself. */
function ownMetrics(): Flow[] {
  const from = ["prometheus"] as const;
  const { operator, kubeStateMetrics, configReloaderPort: reloader } = observability;
  return [
    { from, to: "prometheus", port: prometheus.port, why: "metrics" },
    { from, to: "prometheus", port: reloader, why: "metrics of what reloads its configuration" },
    { from, to: "alertmanager", port: reloader, why: "metrics of what reloads its configuration" },
    { from, to: "prometheus-operator", port: operator.port, why: "metrics" },
    { from, to: "kube-state-metrics", port: kubeStateMetrics.port, why: "metrics" },
    { from, to: "grafana", port: grafana.port, why: "metrics" },
  ];
}
