import type { CacheEndpoint } from "./cache";
import { langfuse } from "./langfuse";
import type { LangfusePods } from "./langfuse-values";
import type { Manifest } from "./manifests";
import { QUEUE_TRIGGER } from "./queue-trigger";
import { ingestionQueueNames, queuePrefix } from "./queues";

interface Specified extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Sends the load balancer's requests to the web pods. Without `networking`: the security group of the pods admits the
 *  load balancer already. */
export function targetGroupBinding(targetGroupArn: string): Specified {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "TargetGroupBinding",
    metadata: { name: langfuse.web, namespace: langfuse.namespace },
    spec: {
      serviceRef: { name: langfuse.web, port: "http" },
      targetGroupARN: targetGroupArn,
      targetType: "ip",
    },
  };
}

/** Jobs that wait for each worker before another is added; a worker stores a job in well under a second. */
const WAITING_JOBS = 100;

/** Adds workers while jobs wait or workers are busy, and removes them slowly: each that goes hands back its jobs. */
export function workerScaler(
  { minReplicas, maxReplicas }: Pick<LangfusePods, "minReplicas" | "maxReplicas">,
  { host, port }: Pick<CacheEndpoint, "host" | "port">,
): Specified {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: langfuse.worker, namespace: langfuse.namespace },
    spec: {
      scaleTargetRef: { name: langfuse.worker },
      minReplicaCount: minReplicas,
      maxReplicaCount: maxReplicas,
      pollingInterval: 15,
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleDown: {
              stabilizationWindowSeconds: 600,
              policies: [{ type: "Pods", value: 1, periodSeconds: 120 }],
            },
          },
        },
      },
      triggers: [
        ...ingestionQueueNames.map((queue) => ({
          type: "redis",
          metadata: {
            address: `${host}:${port}`,
            listName: `${queuePrefix}:${queue}:wait`,
            listLength: String(WAITING_JOBS),
            enableTLS: "true",
          },
          authenticationRef: { kind: "ClusterTriggerAuthentication", name: QUEUE_TRIGGER },
        })),
        { type: "cpu", metricType: "Utilization", metadata: { value: "60" } },
      ],
    },
  };
}
