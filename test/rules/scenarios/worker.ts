import type { Scenarios } from "../scenario";

const available =
  'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-worker"}';
const health = (pod: string) => `probe_success{job="langfuse-worker-health",pod="${pod}"}`;

export const worker: readonly Scenarios[] = [
  {
    alert: "LangfuseWorkerUnavailable",
    fires: [
      {
        when: "no pod is available",
        healthy: { [available]: 1 },
        broken: { [available]: 0 },
        labels: { namespace: "langfuse", deployment: "langfuse-worker" },
        says: "Deployment langfuse-worker in namespace langfuse has no available pod: traces are accepted and wait in Valkey, where they fill its memory.",
      },
      {
        when: "the deployment is gone",
        healthy: { [available]: 3 },
        broken: { [available]: "gone" },
        labels: { namespace: "langfuse", deployment: "langfuse-worker" },
      },
    ],
  },
  {
    alert: "LangfuseWorkerWedged",
    fires: [
      {
        when: "one of two workers says that its queues are stuck",
        healthy: { [health("a")]: 1, [health("b")]: 1 },
        broken: { [health("b")]: 0 },
        labels: { pod: "b" },
        says: "Pod b fails its health check with the question whether its queues are stuck.",
      },
    ],
    silent: [
      {
        when: "a worker is replaced by another",
        series: { [health("a")]: 1 },
        next: { [health("a")]: "gone", [health("b")]: 1 },
      },
    ],
  },
];
