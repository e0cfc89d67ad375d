import { budgets } from "./budgets";
import { canary } from "./canary";
import type { DashboardSpec } from "./dashboard";

const HEALTHY = { steps: { 1: "green" }, base: "red" } as const;

/** The first page for everybody: does it work, since when not, and how much may still go wrong this month. */
export const overview: DashboardSpec = {
  uid: "langfuse-overview",
  title: "Langfuse: overview",
  description: "Whether Langfuse works, as its users notice it, and which part does not.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 1,
          kind: "stat",
          title: "From outside",
          description: "Whether the health page answers through DNS, load balancer, web and Postgres.",
          width: 4,
          queries: { "": 'min(probe_success{job="langfuse-health"})' },
          words: { 0: ["does not answer", "red"], 1: ["answers", "green"] },
          alerts: ["LangfuseHealthCheckFailing"],
          ...HEALTHY,
        },
        {
          id: 2,
          kind: "stat",
          title: "Web",
          description: "Pods that serve people and SDKs. None: nothing comes in, and nothing is shown.",
          width: 4,
          queries: {
            "": 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-web"}',
          },
          alerts: ["LangfuseWebUnavailable"],
          ...HEALTHY,
        },
        {
          id: 3,
          kind: "stat",
          title: "Workers",
          description: "Pods that store what came in. None: events wait, and are not lost yet.",
          width: 4,
          queries: {
            "": 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-worker"}',
          },
          ...HEALTHY,
        },
        {
          id: 4,
          kind: "stat",
          title: "ClickHouse",
          description: "Replicas that answer. None: nothing is stored, and no trace is shown.",
          width: 4,
          queries: { "": 'sum(up{job="clickhouse"}) or vector(0)' },
          ...HEALTHY,
        },
        {
          id: 5,
          kind: "stat",
          title: "Queues",
          description: "Whether Valkey answers. If not, nothing is accepted.",
          width: 4,
          queries: { "": 'max(redis_up{job="valkey-exporter"})' },
          words: { 0: ["do not answer", "red"], 1: ["answer", "green"] },
          ...HEALTHY,
        },
        {
          id: 6,
          kind: "stat",
          title: "Oldest event",
          description:
            "How long the oldest event has waited to be stored. From 2 minutes on the budget shrinks.",
          unit: "s",
          width: 4,
          queries: {
            "": 'max(langfuse:queue_oldest_wait_seconds{queue=~"(secondary-)?(otel-)?ingestion-queue(-[0-9]+)?"})',
          },
          steps: { 120: "orange", 300: "red" },
        },
      ],
    },
    {
      height: 7,
      panels: [
        {
          id: 7,
          kind: "stat",
          title: "Budget of the API",
          description:
            "What is left of the 0.5 % of requests that may fail in 30 days. Below zero the promise of 99.5 % is broken.",
          unit: "percentunit",
          width: 6,
          queries: {
            "": "1 - (sum_over_time(langfuse:api_failures[30d]) / (sum_over_time(langfuse:api_requests[30d]) > 0)) / 0.005",
          },
          steps: { 0: "orange", 0.25: "green" },
          base: "red",
          max: 1,
        },
        {
          id: 8,
          kind: "stat",
          title: "Budget of ingestion",
          description:
            "What is left of the 1 % of time in which events may wait longer than 2 minutes, over 30 days.",
          unit: "percentunit",
          width: 6,
          queries: { "": "1 - avg_over_time(langfuse:ingestion_stale[30d]) / 0.01" },
          steps: { 0: "orange", 0.25: "green" },
          base: "red",
          max: 1,
        },
        {
          id: 9,
          kind: "table",
          title: "Alerts that fire",
          description:
            "What is wrong now. What another alert explains is here too, though nobody is told of it.",
          width: 12,
          queries: {
            "": 'sum by (alertname, severity, component) (ALERTS{alertstate="firing",severity=~"critical|warning"})',
          },
        },
      ],
    },
    budgets,
    canary,
    {
      height: 8,
      panels: [
        {
          id: 13,
          title: "Time to answer",
          description:
            "The slowest of 20 requests, at the load balancer. Above 3 seconds the interface feels broken.",
          unit: "s",
          width: 8,
          queries: { p95: 'max(aws_applicationelb_target_response_time_p95{dimension_TargetGroup=""})' },
          steps: { 3: "orange" },
          alerts: ["LangfuseLatencyHigh"],
        },
        {
          id: 14,
          title: "Busiest moment of web and workers",
          description:
            "Longest time for which Node did nothing else. Above a second health checks begin to fail.",
          unit: "s",
          width: 8,
          queries: { "{{service}} {{pod}}": "max by (service, pod) (langfuse_event_loop_delay_max_seconds)" },
          steps: { 1: "orange" },
        },
        {
          id: 19,
          title: "Requests that Langfuse refuses",
          description:
            "Share of all that is answered with 4xx. Above a tenth somebody's client does not get on.",
          unit: "percentunit",
          width: 8,
          queries: {
            "4xx":
              'sum(aws_applicationelb_httpcode_target_4_xx_count_sum{dimension_TargetGroup=""}) / (langfuse:api_requests > 0)',
          },
          steps: { 0.1: "orange" },
          alerts: ["LangfuseClientsRefused"],
        },
      ],
    },
  ],
};
