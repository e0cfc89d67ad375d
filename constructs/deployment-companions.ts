import type { Manifest } from "./manifests";

/** A kind of Kubernetes itself, whose fields its builder knows. */
interface Specified extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Pods of one Deployment. */
export interface Replicated {
  /** Of the Deployment, and of what is made here. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One address for all pods. Each port is the pods' own: network policies speak of those. */
export function clusterService(
  { name, namespace, labels }: Replicated,
  ports: readonly { readonly name: string; readonly containerPort: number }[],
): Specified {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: {
      type: "ClusterIP",
      selector: labels,
      ports: ports.map(({ name: port, containerPort }) => ({ name: port, port: containerPort })),
    },
  };
}

/** Lets a node go with one pod at a time, also when there is only one, and with any that does not serve anyway. */
export function disruptionBudget({ name, namespace, labels }: Replicated): Specified {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, namespace },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: labels },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

export interface CpuAutoscalerProps {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Percent of the reserved CPU that pods use on average. */
  readonly targetUtilization: number;
}

/** Adds pods within a minute, as many again as there are, and takes one away after five quiet ones. */
export function cpuAutoscaler(
  { name, namespace }: Replicated,
  { minReplicas, maxReplicas, targetUtilization }: CpuAutoscalerProps,
): Specified {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, namespace },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas,
      maxReplicas,
      metrics: [
        {
          type: "Resource",
          resource: {
            name: "cpu",
            target: { type: "Utilization", averageUtilization: targetUtilization },
          },
        },
      ],
      behavior: {
        scaleUp: { policies: [{ type: "Percent", value: 100, periodSeconds: 60 }] },
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
        },
      },
    },
  };
}
