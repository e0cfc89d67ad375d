import type { Row } from "./dashboard";

/** How fast what may go wrong is used up. */
export const budgets: Row = {
  height: 8,
  panels: [
    {
      id: 10,
      title: "Requests a minute",
      description: "What arrived at the load balancer, and what of it failed.",
      width: 8,
      queries: { requests: "langfuse:api_requests", failed: "langfuse:api_failures" },
    },
    {
      id: 11,
      title: "Requests that fail",
      description:
        "Share of failed requests over windows of growing length. Somebody is woken when a short and a long one burn the budget too fast: above 7.2 % for an hour, or 3 % for six.",
      unit: "percentunit",
      width: 8,
      queries: {
        "5 minutes": "langfuse:api_failure_ratio:5m",
        "30 minutes": "langfuse:api_failure_ratio:30m",
        "1 hour": "langfuse:api_failure_ratio:1h",
        "2 hours": "langfuse:api_failure_ratio:2h",
        "6 hours": "langfuse:api_failure_ratio:6h",
        "1 day": "langfuse:api_failure_ratio:1d",
        "3 days": "langfuse:api_failure_ratio:3d",
      },
      steps: { 0.03: "orange", 0.072: "red" },
      alerts: ["LangfuseApiErrorBudgetBurnFast", "LangfuseApiErrorBudgetBurnSlow"],
    },
    {
      id: 12,
      title: "Events that wait too long",
      description:
        "Share of time in which an event waited longer than 2 minutes. Somebody is woken above 14.4 % for an hour, or 6 % for six.",
      unit: "percentunit",
      width: 8,
      queries: {
        "5 minutes": "langfuse:ingestion_stale_ratio:5m",
        "30 minutes": "langfuse:ingestion_stale_ratio:30m",
        "1 hour": "langfuse:ingestion_stale_ratio:1h",
        "2 hours": "langfuse:ingestion_stale_ratio:2h",
        "6 hours": "langfuse:ingestion_stale_ratio:6h",
        "1 day": "langfuse:ingestion_stale_ratio:1d",
        "3 days": "langfuse:ingestion_stale_ratio:3d",
      },
      steps: { 0.06: "orange", 0.144: "red" },
      alerts: ["LangfuseIngestionBudgetBurnFast", "LangfuseIngestionBudgetBurnSlow"],
    },
  ],
};
