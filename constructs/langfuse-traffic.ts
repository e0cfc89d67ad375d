import type { CacheEndpoint } from "./cache";
import { disruptionBudget } from "./deployment-companions";
import { langfuse } from "./langfuse";
import type { LangfusePods } from "./langfuse-values";
import type { Manifest } from "./manifests";
import { observability } from "./observability";
import { QUEUE_TRIGGER } from "./queue-trigger";
import { ingestionQueueNames, queuePrefix } from "./queues";
import { targetGroupBinding } from "./target-group-binding";
import { workloads } from "./workloads";

const { prometheus } = observability;

interface Specified extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Sends the load balancer's requests to the web pods. */
export function webTraffic(targetGroupArn: string): Manifest {
  const { web: name, namespace } = langfuse;
  return targetGroupBinding({ name, namespace, serviceRef: { name, port: "http" }, targetGroupArn });
}

/** Lets a drain take one pod of web and one worker at a time. They come after the chart's release: two budgets over one pod,
 *  as with a release that is undone and brings back those of the chart, would refuse every drain. */
export function langfuseBudgets(): Manifest[] {
  const { web, worker } = langfuse;
  return [
    disruptionBudget({ name: web, ...workloads.web }),
    disruptionBudget({ name: worker, ...workloads.worker }),
  ];
}

/** Jobs that wait for each worker before another is added; a worker stores a job in well under a second. */
const WAITING_JOBS = 100;

/** Seconds that the oldest job waits for each worker before another is added: ten when people are woken, at 300. */
const WAITING_SECONDS = 30;

/** The age of the oldest job of ingestion, in seconds; a rule of ours records it. */
const OLDEST_JOB = `max(langfuse:queue_oldest_wait_seconds{queue=~"${ingestionQueueNames.join("|")}"})`;

/** Adds workers while jobs wait, grow old, or keep workers busy, and removes them slowly: each that goes hands back its
 *  jobs. A few slow jobs show in their age alone; so do jobs that are due while no worker moves them.
 *
 *  Kubernetes takes the largest of what the triggers ask for. One whose source does not answer, such as Prometheus before
 *  it is installed, asks for the least after a minute, and the others decide: without a fallback Kubernetes would add
 *  workers but remove none (https://keda.sh/docs/2.20/reference/scaledobject-spec/#fallback). */
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
      fallback: { failureThreshold: 4, replicas: minReplicas, behavior: "static" },
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
        {
          type: "prometheus",
          metadata: {
            serverAddress: `http://${prometheus.host}:${prometheus.port}`,
            query: OLDEST_JOB,
            threshold: String(WAITING_SECONDS),
            // No answer is no age of zero: it counts as an error, and the fallback applies.
            ignoreNullValues: "false",
          },
        },
        { type: "cpu", metricType: "Utilization", metadata: { value: "60" } },
      ],
    },
  };
}
