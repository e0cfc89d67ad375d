import type { Environment } from "../../../environments/schema";
import { pinsOf } from "../../../stacks/preflight/pins";

/** What programs print, by a part of the command line; the first part that fits answers. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** The answers of a platform that is well, and runs what this repository pins. */
export function well(environment: Environment, now: number): Readonly<Record<string, string>> {
  const pins = pinsOf(environment);
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const replicas = Array.from({ length: environment.clickhouse.replicas }, (_, index) =>
    [`chi-${index}`, 900e9, 1000e9, 50e9, 0].join("\t"),
  );
  return {
    "-n langfuse get deployments": deployments("langfuse-web", {
      image: `docker.io/langfuse/langfuse:${pins.langfuse}`,
      chart: `langfuse-${pins["langfuse chart"]}`,
    }),
    "-n clickhouse-operator get deployments": deployments("operator", {
      chart: `altinity-clickhouse-operator-${pins["clickhouse operator"]}`,
    }),
    "-n external-secrets get deployments": deployments("external-secrets", {
      chart: `external-secrets-${pins["external-secrets"]}`,
    }),
    "-n keda get deployments": deployments("keda-operator", { chart: `keda-${pins.keda}` }),
    "-n observability get deployments": deployments("kube-prometheus-stack-operator", {
      chart: `kube-prometheus-stack-${pins["kube-prometheus-stack"]}`,
    }),
    "config view": JSON.stringify({
      "current-context": "mine",
      contexts: [
        {
          name: "mine",
          context: {
            cluster: `arn:aws:eks:${environment.region}:${environment.accountId}:cluster/langfuse-${environment.name}`,
          },
        },
      ],
    }),
    "get --raw /readyz": "ok",
    "get chi langfuse": "Completed",
    "get secrets -A -l owner=helm": "keda keda 1 deployed\n",
    "get cronjob clickhouse-backup": ago(50),
    "SELECT version()": `${pins.clickhouse}\n`,
    "default.schema_migrations": "46\t0\n",
    "system.disks": `${replicas.join("\n")}\n`,
    "exec deployment/langfuse-worker": JSON.stringify({
      migrations: [],
      background: [],
      waiting: { "otel-ingestion-queue": 12 },
    }),
    "eks describe-cluster": `${pins.kubernetes}\n`,
    "DBInstances[0].EngineVersion": `${pins.postgres}.9\n`,
    "elasticache describe-cache-clusters": `${pins.valkey}.0\n`,
    "sts get-caller-identity": `${environment.accountId}\n`,
    FreeStorageSpace: `${environment.postgres.storageGib * 0.5 * 2 ** 30}\t9e13\n`,
    "promtool query instant": "[]\n",
    LatestRestorableTime: `${ago(4)}\n`,
  };
}

function deployments(name: string, { image = "example/image:1", chart }: { image?: string; chart: string }) {
  return JSON.stringify({
    items: [
      {
        metadata: { name, labels: { "helm.sh/chart": chart } },
        spec: { replicas: 2, template: { spec: { containers: [{ image }] } } },
        status: { updatedReplicas: 2, availableReplicas: 2 },
      },
    ],
  });
}
