import type { Scenarios } from "../scenario";

const available = 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-web"}';
const health =
  'probe_success{job="langfuse-health",instance="https://langfuse.example.com/api/public/health"}';
const latency =
  'aws_applicationelb_target_response_time_p95{job="yace",dimension_LoadBalancer="app/langfuse/1",dimension_TargetGroup=""}';

export const web: readonly Scenarios[] = [
  {
    alert: "LangfuseWebUnavailable",
    fires: [
      {
        when: "no pod is available",
        healthy: { [available]: 1 },
        broken: { [available]: 0 },
        labels: { namespace: "langfuse", deployment: "langfuse-web" },
        says: "Deployment langfuse-web in namespace langfuse has no available pod: nobody can sign in, and no application can send traces.",
      },
      {
        when: "the deployment is gone",
        healthy: { [available]: 3 },
        broken: { [available]: "gone" },
        labels: { namespace: "langfuse", deployment: "langfuse-web" },
      },
    ],
  },
  {
    alert: "LangfuseHealthCheckFailing",
    fires: [
      {
        when: "the answer is none or an error",
        healthy: { [health]: 1 },
        broken: { [health]: 0 },
        labels: { job: "langfuse-health", instance: "https://langfuse.example.com/api/public/health" },
        says: "https://langfuse.example.com/api/public/health has not answered with success for three minutes.",
      },
    ],
    silent: [
      {
        when: "it is another address that fails",
        series: { [health]: 1, 'probe_success{job="langfuse-worker-health",pod="langfuse-worker-1"}': 0 },
      },
    ],
  },
  {
    alert: "LangfuseLatencyHigh",
    fires: [
      {
        when: "a twentieth of the requests takes longer than three seconds",
        healthy: { [latency]: 3 },
        broken: { [latency]: 3.1 },
        says: "The slowest twentieth of the requests takes 3.1s or longer.",
      },
    ],
    silent: [{ when: "nobody sends requests", series: { [latency]: "gone" } }],
  },
];
