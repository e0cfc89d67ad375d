import { clickHouseNodes } from "./node-pool";
import { storageClasses } from "./storage-class";

export interface DatabasePod {
  /** Name of the container that the operator looks for. */
  readonly container: "clickhouse" | "clickhouse-keeper";
  readonly image: string;
  /** Labels that the operator gives every pod of the installation. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cpus: number;
  readonly memoryGib: number;
  readonly priorityClassName: string;
  readonly serviceAccountName: string;
  /** Port of the metrics, beside those that the operator adds. */
  readonly metricsPort: number;
}

/** The unprivileged user of ClickHouse's images. */
const USER = 101;

/** A pod template of the operator, hardened to the restricted standard: on nodes of its own, each pod in another zone. */
export function databasePod(pod: DatabasePod) {
  return {
    name: "default",
    spec: {
      serviceAccountName: pod.serviceAccountName,
      automountServiceAccountToken: false,
      priorityClassName: pod.priorityClassName,
      // Time to hand over leadership and to finish the inserts that are in memory.
      terminationGracePeriodSeconds: 120,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        fsGroup: USER,
        // Without it a volume of a terabyte would be walked at every start.
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      nodeSelector: clickHouseNodes.nodeSelector,
      tolerations: [{ ...clickHouseNodes.taint, operator: "Equal" }],
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: pod.labels },
        },
      ],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: pod.labels } },
          ],
        },
      },
      containers: [container(pod)],
    },
  };
}

/** A volume that outlives the pod, the installation and the namespace. */
export function databaseVolume(storageGib: number) {
  return {
    name: "data",
    reclaimPolicy: "Retain",
    spec: {
      storageClassName: storageClasses.data,
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${storageGib}Gi` } },
    },
  };
}

function container({ container: name, image, cpus, memoryGib, metricsPort }: DatabasePod) {
  const memory = `${Math.round(memoryGib * 1024)}Mi`;
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    ports: [{ name: "metrics", containerPort: metricsPort }],
    // No CPU limit: throttled merges end in too many parts.
    resources: { requests: { cpu: `${Math.round(cpus * 1000)}m`, memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      // The images write their process id and log beside their configuration.
      readOnlyRootFilesystem: false,
    },
  };
}
