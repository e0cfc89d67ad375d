import type { DashboardSpec } from "./dashboard";

/** The masking gateway, before whatever applications write; empty where there is none. */
export const masking: DashboardSpec = {
  uid: "langfuse-masking",
  title: "Langfuse: masking",
  description:
    "What applications write, before Langfuse sees it: what is masked, what is refused, and how fast.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 1,
          kind: "stat",
          title: "Pods",
          description: "Pods of the gateway that are available. Without one nothing comes in.",
          width: 6,
          queries: {
            "": 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="masking-gateway"}',
          },
          steps: { 1: "green" },
          base: "red",
          alerts: ["MaskingGatewayUnavailable"],
        },
        {
          id: 2,
          kind: "stat",
          title: "Pods that mask",
          description: "Whether each of them masks what it forwards.",
          width: 6,
          queries: { "": 'max(masking_mode{mode="observe"}) or 0 * max(masking_mode{mode="enforce"})' },
          words: { 0: ["all", "green"], 1: ["one observes", "red"] },
          steps: { 1: "red" },
          alerts: ["MaskingGatewayObserving"],
        },
        {
          id: 3,
          kind: "stat",
          title: "Told to come back",
          description:
            "Share of the requests that are refused because there are too many; 1 % for ten minutes is told.",
          unit: "percentunit",
          width: 6,
          queries: {
            "": 'sum(rate(masking_requests_total{outcome="overloaded"}[$__rate_interval])) / sum(rate(masking_requests_total[$__rate_interval]))',
          },
          steps: { 0.01: "orange" },
        },
        {
          id: 4,
          kind: "stat",
          title: "Values lost",
          description: "Values that became [MASKING_ERROR] in the chosen time.",
          width: 6,
          queries: { "": 'sum(increase(masking_failures_total{reason="value"}[$__range])) or vector(0)' },
          steps: { 1: "orange" },
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 5,
          title: "Writes at the masking gateway",
          description:
            "By how they ended. `forwarded` is masked and stored; everything else is refused, and only after 503 a client sends again.",
          unit: "reqps",
          width: 12,
          queries: { "{{outcome}}": "sum by (outcome) (rate(masking_requests_total[$__rate_interval]))" },
          alerts: ["MaskingGatewayCannotReachLangfuse", "MaskingGatewayOverloaded", "MaskingGatewayRefusing"],
        },
        {
          id: 6,
          title: "Pods, and requests in flight",
          description: "Each pod refuses what comes beyond 256 requests, or an eighth of its memory.",
          width: 6,
          queries: {
            available:
              'kube_deployment_status_replicas_available{namespace="langfuse",deployment="masking-gateway"}',
            "in flight {{pod}}": "sum by (pod) (masking_inflight)",
          },
        },
        {
          id: 7,
          title: "Failures of the gateway",
          description:
            "Requests refused through no fault of their sender, and values that became [MASKING_ERROR] (`value`).",
          width: 6,
          queries: {
            "{{reason}}": "sum by (reason) (increase(masking_failures_total[$__rate_interval])) > 0",
          },
          alerts: ["MaskingFailing", "MaskingErrorValues"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 8,
          title: "What is replaced",
          description:
            "Values a second, by class. A class that jumps is an application that began to send what it should not.",
          width: 12,
          queries: { "{{label}}": "sum by (label) (rate(masking_replacements_total[$__rate_interval])) > 0" },
        },
        {
          id: 9,
          title: "Time to mask, and to store",
          description:
            "What 19 of 20 requests need: in the gateway, waiting for a thread included, and until Langfuse begins to answer.",
          unit: "s",
          width: 12,
          queries: {
            mask: "histogram_quantile(0.95, sum by (le) (rate(masking_duration_seconds_bucket[$__rate_interval])))",
            Langfuse:
              "histogram_quantile(0.95, sum by (le) (rate(masking_upstream_latency_seconds_bucket[$__rate_interval])))",
          },
        },
      ],
    },
    {
      height: 6,
      panels: [
        {
          id: 10,
          title: "What Langfuse refuses of it",
          description:
            "Share of the writes that it answers with 4xx, and of the events that it refuses within batches: they are not stored, and nobody sends them again.",
          unit: "percentunit",
          width: 24,
          queries: {
            "writes {{status}}":
              'sum by (status) (rate(masking_writes_total{status=~"4.."}[$__rate_interval])) / scalar(sum(rate(masking_writes_total[$__rate_interval])))',
            "events in batches":
              'sum(rate(masking_events_total{result="refused"}[$__rate_interval])) / sum(rate(masking_events_total[$__rate_interval]))',
          },
          steps: { 0.02: "orange" },
          alerts: ["LangfuseWritesRefused"],
        },
      ],
    },
  ],
};
