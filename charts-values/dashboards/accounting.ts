import type { Row } from "./dashboard";

/** Whether what came in was stored, to the last event. */
export const accounting: Row = {
  height: 7,
  panels: [
    {
      id: 21,
      title: "Events without a row",
      description:
        "Objects in S3 of the last day, by the hour: how many there are, and how many no row in ClickHouse comes from, by project. Any is too many.",
      width: 24,
      queries: {
        counted: "max(langfuse_operations_reconcile_objects)",
        missing: "max(langfuse_operations_reconcile_missing)",
        "missing of {{project}} from {{hour}}": "max by (project, hour) (langfuse_operations_reconcile_gap)",
        "projects counted in part": "max(langfuse_operations_reconcile_unlisted_projects)",
      },
      alerts: ["IngestionGap", "ReconciliationMissing", "ReconciliationIncomplete"],
    },
  ],
};
