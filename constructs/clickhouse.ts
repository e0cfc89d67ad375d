import { type InstallationDefaults, keeper } from "./clickhouse-keeper";
import { databasePod, databaseVolume } from "./clickhouse-pod";
import { readerProfile, readerUser } from "./clickhouse-reader";
import { queryLimits, type ReplicaSize, serverSettings } from "./clickhouse-sizing";
import { systemLogs } from "./clickhouse-system-logs";
import { langfuseUser, type UserSettings } from "./clickhouse-user";
import type { Manifest } from "./manifests";
import { namespaces } from "./namespaces";

/** `clickhouse.altinity.com/v1`, as far as we set it.
 *  https://github.com/Altinity/clickhouse-operator/blob/0.25.6/docs/chi-examples/99-clickhouseinstallation-max.yaml */
export interface ClickHouseInstallation extends Manifest {
  readonly apiVersion: "clickhouse.altinity.com/v1";
  readonly kind: "ClickHouseInstallation";
  readonly spec: {
    readonly reconcile: Readonly<Record<string, unknown>>;
    readonly defaults: InstallationDefaults;
    readonly configuration: {
      readonly zookeeper: { readonly nodes: readonly { readonly host: string; readonly port: number }[] };
      readonly users: UserSettings;
      readonly profiles: Readonly<Record<string, string>>;
      readonly settings: Readonly<Record<string, string>>;
      readonly files: Readonly<Record<string, string>>;
      readonly clusters: readonly ClickHouseCluster[];
    };
    readonly templates: {
      readonly podTemplates: readonly ReturnType<typeof databasePod>[];
      readonly volumeClaimTemplates: readonly ReturnType<typeof databaseVolume>[];
      readonly serviceTemplates: readonly unknown[];
    };
  };
}

interface ClickHouseCluster {
  readonly name: string;
  readonly secret: { readonly auto: "True" };
  readonly pdbManaged: "yes";
  readonly pdbMaxUnavailable: number;
  readonly layout: { readonly shardsCount: 1; readonly replicasCount: number };
}

/** What a consumer needs in order to connect; the password stays in the secret store. */
export interface ClickHouseEndpoint {
  readonly host: string;
  readonly httpPort: number;
  readonly nativePort: number;
  readonly database: string;
  readonly username: string;
  /** Bytes from which a query groups on disk; see {@link spillBytes}. */
  readonly spillBytes: number;
}

/** Name, address and labels of ClickHouse, for its clients and for network policies. Database and cluster are both
 *  `default`: Langfuse's migrations say `ON CLUSTER default`. */
export const clickhouse = {
  name: "langfuse",
  host: `clickhouse-langfuse.${namespaces.clickhouse}.svc.cluster.local`,
  httpPort: 8123,
  nativePort: 9000,
  interserverPort: 9009,
  metricsPort: 9363,
  cluster: "default",
  database: "default",
  labels: { "clickhouse.altinity.com/chi": "langfuse" },
} as const;

/** Addresses of the replicas one by one, by the services that the operator makes for them. */
export function replicaHosts(replicas: number): string[] {
  return Array.from(
    { length: replicas },
    (_, index) =>
      `chi-${clickhouse.name}-${clickhouse.cluster}-0-${index}.${namespaces.clickhouse}.svc.cluster.local`,
  );
}

export interface ClickHouseProps extends ReplicaSize {
  readonly replicas: number;
  /** Users beside Langfuse's. */
  readonly users: UserSettings;
  /** Settings of the server beside those that follow its size. */
  readonly settings: Readonly<Record<string, string>>;
  readonly image: string;
  readonly priorityClassName: string;
  readonly serviceAccountName: string;
}

/** Langfuse's trace store: one shard, every table replicated through Keeper even when there is one copy.
 *  Cost: 44 USD a month for 500 GiB of each replica (aws.amazon.com/ebs/pricing, 2026-11), beside its node. */
export function clickHouseInstallation({
  replicas,
  cpus,
  memoryGib,
  storageGib,
  users,
  settings,
  ...pod
}: ClickHouseProps): ClickHouseInstallation {
  return {
    apiVersion: "clickhouse.altinity.com/v1",
    kind: "ClickHouseInstallation",
    metadata: { name: clickhouse.name, namespace: namespaces.clickhouse },
    spec: {
      reconcile: RECONCILE,
      defaults: {
        templates: { podTemplate: "default", dataVolumeClaimTemplate: "data", serviceTemplate: "clients" },
        // The operator grows a volume without making the pod anew; what it deletes, it leaves the volume of.
        storageManagement: { provisioner: "Operator", reclaimPolicy: "Retain" },
      },
      configuration: {
        zookeeper: { nodes: [{ host: keeper.host, port: keeper.port }] },
        users: { ...langfuseUser, ...readerUser, ...users },
        profiles: {
          ...Object.fromEntries(
            Object.entries(queryLimits({ memoryGib })).map(([name, value]) => [`langfuse/${name}`, value]),
          ),
          ...readerProfile,
        },
        settings: { ...SETTINGS, ...serverSettings({ cpus, memoryGib, storageGib }), ...settings },
        files: { "config.d/90-system-logs.xml": systemLogs() },
        clusters: [
          {
            name: clickhouse.cluster,
            // Replicas trust each other by a key that the operator makes and keeps.
            secret: { auto: "True" },
            pdbManaged: "yes",
            // One at a time, and never a deadlock: with a single replica a drain is a short outage.
            pdbMaxUnavailable: 1,
            layout: { shardsCount: 1, replicasCount: replicas },
          },
        ],
      },
      templates: {
        podTemplates: [
          databasePod({
            ...pod,
            container: "clickhouse",
            labels: clickhouse.labels,
            cpus,
            memoryGib,
            metricsPort: clickhouse.metricsPort,
          }),
        ],
        volumeClaimTemplates: [databaseVolume(storageGib)],
        serviceTemplates: [CLIENTS],
      },
    },
  };
}

/** A replica leaves the load balancing, finishes its queries, restarts and catches up before the next one's turn. */
const RECONCILE = {
  policy: "wait",
  cleanup: {
    unknownObjects: { statefulSet: "Delete", pvc: "Retain", configMap: "Delete", service: "Delete" },
    reconcileFailedObjects: { statefulSet: "Retain", pvc: "Retain", configMap: "Retain", service: "Retain" },
  },
  host: {
    wait: {
      exclude: "true",
      queries: "true",
      include: "true",
      replicas: { all: "yes", new: "yes", delay: 10 },
    },
  },
} as const;

const SETTINGS = {
  "logger/level": "information",
  // The log also goes to the console; the file is for a pod that cannot start, and lives on the node's disk.
  "logger/size": "100M",
  "logger/count": "3",
  timezone: "UTC",
  "prometheus/endpoint": "/metrics",
  "prometheus/port": `${clickhouse.metricsPort}`,
  "prometheus/metrics": "true",
  "prometheus/events": "true",
  "prometheus/asynchronous_metrics": "true",
  "prometheus/status_info": "true",
} as const;

/** One address for clients; kube-proxy leaves out replicas that are not ready. */
const CLIENTS = {
  name: "clients",
  generateName: "clickhouse-{chi}",
  spec: {
    type: "ClusterIP",
    ports: [
      { name: "http", port: clickhouse.httpPort },
      { name: "tcp", port: clickhouse.nativePort },
    ],
  },
} as const;
