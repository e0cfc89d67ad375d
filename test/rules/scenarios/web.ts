import type { Scenarios } from "../scenario";

const available = 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-web"}';
const health =
  'probe_success{job="langfuse-health",instance="https://langfuse.example.com/api/public/health"}';
const latency =
  'aws_applicationelb_target_response_time_p95{job="yace",dimension_LoadBalancer="app/langfuse/1",dimension_TargetGroup=""}';
const balancer = (metric: string) =>
  `aws_applicationelb_${metric}_sum{job="yace",dimension_LoadBalancer="app/langfuse/1",dimension_TargetGroup=""}`;
const requests = balancer("request_count");
const refused = balancer("httpcode_target_4_xx_count");

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
  {
    alert: "LangfuseClientsRefused",
    fires: [
      {
        when: "more than a tenth of the requests is answered with 4xx",
        healthy: { [requests]: 1000, [refused]: 90 },
        broken: { [requests]: 1000, [refused]: 110 },
        before: 40,
        reacts: 15,
        rests: 30,
        forgets: 30,
        says: "11% of the requests are answered with 4xx: somebody's client no longer gets what it asks for, and tries no more.",
      },
      {
        when: "a few hundred requests came in, and hardly more",
        healthy: { [requests]: 9, [refused]: 5 },
        broken: { [requests]: 11, [refused]: 5 },
        before: 40,
        reacts: 10,
        rests: 30,
        forgets: 30,
      },
    ],
    silent: [{ when: "hardly anybody asks", series: { [requests]: 1, [refused]: 1 } }],
  },
];
