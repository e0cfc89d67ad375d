import { metricsOf } from "./metric";

/** What the masking gateway counts of its work, and nothing of what was sent. */
export const maskingMetrics = metricsOf(
  { exporter: "masking-gateway", source: "services/masking-gateway/src/metrics.ts" },
  [
    // With the labels `route`, `encoding` and `outcome`.
    { name: "masking_requests_total", kind: "counter" },
    // With the labels `label` and `route`.
    { name: "masking_replacements_total", kind: "counter" },
    // With the label `reason`; `value` counts values that became [MASKING_ERROR].
    { name: "masking_failures_total", kind: "counter" },
    { name: "masking_duration_seconds", kind: "histogram", unit: "s" },
    { name: "masking_upstream_latency_seconds", kind: "histogram", unit: "s" },
    // With the labels `route` and `status`: Langfuse's answers to what was written.
    { name: "masking_writes_total", kind: "counter" },
    // With the label `result`: `taken` or `refused`, the events of batches that were answered with 207.
    { name: "masking_events_total", kind: "counter" },
    { name: "masking_inflight", kind: "gauge" },
    // 1 for the mode in the label `mode`.
    { name: "masking_mode", kind: "info" },
  ],
);
