import { namespaces } from "./namespaces";

const { observability: namespace } = namespaces;

/** An exporter of ours: the release, the Service and the Deployment have one name. */
function exporter<Name extends string>(name: Name, chart: string, port: number) {
  return { name, port, host: `${name}.${namespace}.svc.cluster.local`, labels: called(chart) } as const;
}

const called = (name: string) => ({ "app.kubernetes.io/name": name }) as const;

/** Names, addresses and labels of what watches the platform: for scrapes, network policies, autoscalers and dashboards. */
export const observability = {
  namespace,
  /** Chart, release, and first part of the name of whatever belongs to it. */
  name: "kube-prometheus-stack",
  prometheus: {
    host: `kube-prometheus-stack-prometheus.${namespace}.svc.cluster.local`,
    port: 9090,
    /** Of the pods, and of their role in AWS. */
    serviceAccount: "kube-prometheus-stack-prometheus",
    labels: called("prometheus"),
  },
  alertmanager: {
    host: `kube-prometheus-stack-alertmanager.${namespace}.svc.cluster.local`,
    port: 9093,
    /** Of the pods, and of their role in AWS. */
    serviceAccount: "kube-prometheus-stack-alertmanager",
    /** Between two copies of it. */
    meshPort: 9094,
    labels: called("alertmanager"),
  },
  /** In each pod of both, beside them. */
  configReloaderPort: 8080,
  operator: { port: 8080, labels: called("kube-prometheus-stack-prometheus-operator") },
  crdUpgrade: { labels: called("crd-upgrade") },
  kubeStateMetrics: { port: 8080, labels: called("kube-state-metrics") },
  grafana: { port: 3000, adminSecret: "grafana-admin", labels: called("grafana") },
  blackbox: exporter("blackbox-exporter", "prometheus-blackbox-exporter", 9115),
  valkey: exporter("valkey-exporter", "prometheus-redis-exporter", 9121),
  cloudWatch: exporter("yace", "prometheus-yet-another-cloudwatch-exporter", 5000),
  /** A trace each minute, as an application sends it. */
  canary: { name: "langfuse-canary", port: 8080, labels: called("langfuse-canary") },
  statsd: { ...exporter("statsd-exporter", "prometheus-statsd-exporter", 9102), ingestPort: 9125 },
} as const;
