import { clickhouse } from "./clickhouse";
import { keeper } from "./clickhouse-keeper";
import { clickHouseOperator } from "./clickhouse-operator-roles";
import { maskingGateway } from "./masking-gateway";
import { controllerNamespaces, namespaces } from "./namespaces";
import { observability } from "./observability";

/** Pods that network policies tell apart. */
export interface Workload {
  readonly namespace: string;
  /** Labels that these pods carry, and no other pods of their namespace. */
  readonly labels: Readonly<Record<string, string>>;
}

const component = (name: string) => ({ "app.kubernetes.io/component": name });
const watcher = ({ labels }: Pick<Workload, "labels">) => ({ namespace: observability.namespace, labels });
const called = (name: string) => ({ "app.kubernetes.io/name": name });

/** Every workload that speaks to another. A pod without an entry here is alone: nothing reaches it and it reaches
 *  nothing. */
export const workloads = {
  web: { namespace: namespaces.langfuse, labels: component("web") },
  worker: { namespace: namespaces.langfuse, labels: component("worker") },
  /** Where the environment has one. */
  "masking-gateway": { namespace: maskingGateway.namespace, labels: maskingGateway.labels },
  /** Job that brings the schemas of Postgres and ClickHouse up to date. */
  migration: { namespace: namespaces.langfuse, labels: called("langfuse-migration") },
  /** Job that makes Langfuse's role and database in Postgres. */
  "database-role": { namespace: namespaces.langfuse, labels: called("database-role") },
  /** Job that counts events in S3 against rows in ClickHouse. */
  reconcile: { namespace: namespaces.langfuse, labels: called("reconcile") },
  /** Job that asks Postgres how background migrations are. */
  "background-migrations": { namespace: namespaces.langfuse, labels: called("background-migrations") },
  /** Job that asks Postgres how many rows there are. */
  "postgres-rows": { namespace: namespaces.langfuse, labels: called("postgres-rows") },
  clickhouse: { namespace: namespaces.clickhouse, labels: clickhouse.labels },
  /** Job that has ClickHouse back itself up. */
  "clickhouse-backup": { namespace: namespaces.clickhouse, labels: called("clickhouse-backup") },
  /** Job that restores the newest backup into a ClickHouse of its own, where the environment has one. */
  "restore-drill": { namespace: namespaces.restoreDrill, labels: called("restore-drill") },
  /** Job that looks into the Postgres that AWS Backup has restored, likewise. */
  "restore-drill-postgres": { namespace: namespaces.restoreDrill, labels: called("restore-drill-postgres") },
  keeper: { namespace: namespaces.clickhouse, labels: keeper.labels },
  "clickhouse-operator": {
    namespace: controllerNamespaces.clickHouseOperator,
    // The operator, and the job that updates its CRDs.
    labels: called(clickHouseOperator),
  },
  "external-secrets": {
    namespace: controllerNamespaces.externalSecrets,
    labels: called("external-secrets"),
  },
  keda: { namespace: controllerNamespaces.keda, labels: { app: "keda-operator" } },
  "keda-metrics": {
    namespace: controllerNamespaces.keda,
    labels: { app: "keda-operator-metrics-apiserver" },
  },
  prometheus: watcher(observability.prometheus),
  alertmanager: watcher(observability.alertmanager),
  "prometheus-operator": watcher(observability.operator),
  /** Job that updates the kinds that the operator knows. */
  "crd-upgrade": watcher(observability.crdUpgrade),
  "kube-state-metrics": watcher(observability.kubeStateMetrics),
  grafana: watcher(observability.grafana),
  "blackbox-exporter": watcher(observability.blackbox),
  "valkey-exporter": watcher(observability.valkey),
  /** Asks CloudWatch. */
  yace: watcher(observability.cloudWatch),
  "statsd-exporter": watcher(observability.statsd),
  canary: watcher(observability.canary),
  /** Jobs that look at the backups of one store each. */
  "backup-verify-clickhouse": watcher({ labels: called("backup-verify-clickhouse") }),
  "backup-verify-postgres": watcher({ labels: called("backup-verify-postgres") }),
  "backup-verify-valkey": watcher({ labels: called("backup-verify-valkey") }),
  "backup-verify-s3": watcher({ labels: called("backup-verify-s3") }),
  /** At the copies in the second region, where the environment has one. */
  "backup-verify-copies": watcher({ labels: called("backup-verify-copies") }),
  /** At what is known of the copies in another account, likewise. */
  "backup-verify-account": watcher({ labels: called("backup-verify-account") }),
} as const satisfies Readonly<Record<string, Workload>>;

export type WorkloadName = keyof typeof workloads;

/** Those that an environment does not have. */
export function absentWorkloads(environment: {
  readonly maskingGateway: { readonly kind: string };
  readonly canary: { readonly kind: string };
  readonly restoreDrill: string;
  readonly disasterRecovery?: { readonly vaultAccount?: object };
}): WorkloadName[] {
  const { maskingGateway, canary, restoreDrill, disasterRecovery } = environment;
  return [
    ...(maskingGateway.kind === "none" ? (["masking-gateway"] as const) : []),
    ...(canary.kind === "none" ? (["canary"] as const) : []),
    ...(restoreDrill === "none" ? (["restore-drill", "restore-drill-postgres"] as const) : []),
    ...(disasterRecovery ? [] : (["backup-verify-copies"] as const)),
    ...(disasterRecovery?.vaultAccount ? [] : (["backup-verify-account"] as const)),
  ];
}

/** Whether a party to a connection is one of our workloads. */
export function isWorkload(party: string): party is WorkloadName {
  return party in workloads;
}

export const workloadNames = Object.keys(workloads).filter(isWorkload);
