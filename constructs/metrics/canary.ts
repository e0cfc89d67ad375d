import { metricsOf } from "./metric";

/** What the canary, `services/reference-service`, says of its probes. */
export const canaryMetrics = metricsOf(
  { exporter: "langfuse-canary", source: "services/reference-service/README.md" },
  [
    // With the labels `stage` and `result`; every pair is there from the start.
    { name: "langfuse_canary_probe_total", kind: "counter" },
    { name: "langfuse_canary_stage_latency_seconds", kind: "histogram", unit: "s" },
    // With the label `class`; every class is there from the start, so that the first leak is an increase.
    { name: "langfuse_canary_masking_leak_total", kind: "counter" },
    { name: "langfuse_canary_info", kind: "info" },
  ],
);
