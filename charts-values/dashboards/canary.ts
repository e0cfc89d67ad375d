import type { Row } from "./dashboard";

const SHARE = { 0.03: "orange", 0.072: "red" } as const;

/** What happens to a trace that is sent every minute. */
export const canary: Row = {
  height: 8,
  panels: [
    {
      id: 15,
      title: "Traces that cannot be read in time",
      description:
        "Share of the canary's traces that were refused, or not readable within a minute. Somebody is woken above 7.2 % for an hour, or 3 % for six.",
      unit: "percentunit",
      width: 8,
      queries: {
        "5 minutes": "langfuse:canary_failure_ratio:5m",
        "30 minutes": "langfuse:canary_failure_ratio:30m",
        "1 hour": "langfuse:canary_failure_ratio:1h",
        "2 hours": "langfuse:canary_failure_ratio:2h",
        "6 hours": "langfuse:canary_failure_ratio:6h",
        "1 day": "langfuse:canary_failure_ratio:1d",
        "3 days": "langfuse:canary_failure_ratio:3d",
      },
      steps: SHARE,
      alerts: ["LangfuseFreshnessBudgetBurnFast", "LangfuseFreshnessBudgetBurnSlow"],
    },
    {
      id: 16,
      title: "The canary's probes",
      description:
        "How the stages of its probes ended, each minute. Without a success of trace somebody is woken; nothing is shown where there is no canary.",
      width: 8,
      queries: {
        "{{stage}} {{result}}":
          "sum by (stage, result) (rate(langfuse_canary_probe_total[$__rate_interval])) * 60 and on () langfuse_canary_info",
        "wanted pods":
          'kube_deployment_spec_replicas{namespace="observability",deployment="langfuse-canary"}',
      },
      alerts: ["LangfuseCanaryStalled", "LangfuseMaskingUnproven", "LangfuseCanaryStageFailing"],
    },
    {
      id: 17,
      title: "Until a trace can be read",
      description: "The slowest of ten, by stage. Two to five seconds are normal for trace.",
      unit: "s",
      width: 4,
      queries: {
        "{{stage}}":
          "histogram_quantile(0.9, sum by (le, stage) (increase(langfuse_canary_stage_latency_seconds_bucket[$__rate_interval])))",
      },
      steps: { 15: "orange" },
      alerts: ["LangfuseCanarySlow"],
    },
    {
      id: 18,
      title: "Leaks",
      description: "Planted values that were read back from Langfuse unmasked. One is too many.",
      width: 4,
      queries: {
        "{{class}}": "sum by (class) (increase(langfuse_canary_masking_leak_total[$__rate_interval]))",
      },
      steps: { 0.5: "red" },
      alerts: ["LangfusePersonalDataStored"],
    },
  ],
};
