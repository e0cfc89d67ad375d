import type { Row } from "./dashboard";

/** The masking gateway, before all of it; empty where there is none. */
export const masking: readonly Row[] = [
  {
    height: 8,
    panels: [
      {
        id: 16,
        title: "Writes at the masking gateway",
        description:
          "By how they ended. `forwarded` is masked and stored; everything else is refused, and only after 503 a client sends again.",
        unit: "reqps",
        width: 12,
        queries: { "{{outcome}}": "sum by (outcome) (rate(masking_requests_total[$__rate_interval]))" },
        alerts: ["MaskingGatewayCannotReachLangfuse", "MaskingGatewayOverloaded", "MaskingGatewayRefusing"],
      },
      {
        id: 17,
        title: "Gateway pods",
        description:
          "Those that are available, requests that they hold at this moment, and whether one only observes.",
        width: 6,
        queries: {
          available:
            'kube_deployment_status_replicas_available{namespace="langfuse",deployment="masking-gateway"}',
          "in flight {{pod}}": "sum by (pod) (masking_inflight)",
          "observes {{pod}}": 'masking_mode{mode="observe"} > 0',
        },
        alerts: ["MaskingGatewayUnavailable", "MaskingGatewayObserving"],
      },
      {
        id: 18,
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
        id: 19,
        title: "What is replaced",
        description:
          "Values a second, by class. A class that jumps is an application that began to send what it should not.",
        width: 12,
        queries: { "{{label}}": "sum by (label) (rate(masking_replacements_total[$__rate_interval])) > 0" },
      },
      {
        id: 20,
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
];
