import type { Level, Scenarios } from "../scenario";

const figure = (name: string) =>
  `langfuse_operations_reconcile_${name}{job="langfuse-statsd",pod="statsd-exporter-1"}`;
const gap = (project: string) =>
  `langfuse_operations_reconcile_gap{job="langfuse-statsd",pod="statsd-exporter-1",project="${project}",hour="2026-11-22T01"}`;
const cronJob = (name: string, namespace = "langfuse") =>
  `kube_cronjob_created{job="kube-state-metrics",namespace="${namespace}",cronjob="${name}"}`;

/** Seconds for which the oldest trace has waited. */
const waits = (queue: string, seconds: Level) => ({
  [`redis_script_values{job="valkey-exporter",filename="queues.lua",key="${queue}/oldest_wait_seconds"}`]:
    seconds,
});
const [traces, scores] = ["otel-ingestion-queue", "secondary-ingestion-queue-2"];

export const reconciliation: readonly Scenarios[] = [
  {
    alert: "IngestionGap",
    fires: [
      {
        when: "objects of an hour have no row, in two runs",
        healthy: {
          [gap("beta")]: "gone",
          [figure("missing")]: 0,
          ...waits(traces, 1800),
          ...waits(scores, 0),
        },
        broken: { [gap("beta")]: 1, [figure("missing")]: 1 },
        labels: { project: "beta", hour: "2026-11-22T01" },
        says: "1 objects of project beta, received in the hour from 2026-11-22T01:00 UTC, have no row in ClickHouse. Replay that hour of that project from S3.",
      },
      {
        when: "nothing is known of the queues",
        healthy: { [figure("missing")]: 0 },
        broken: { [gap("beta")]: 7, [figure("missing")]: 7 },
        // The exporter still has the series, but the next run missed nothing.
        after: { [gap("beta")]: 7, [figure("missing")]: 0 },
        labels: { project: "beta", hour: "2026-11-22T01" },
      },
    ],
    silent: [
      {
        when: "traces wait in the queue of the largest projects for more than half an hour",
        series: { [gap("beta")]: 7, [figure("missing")]: 7, ...waits(traces, 0), ...waits(scores, 1801) },
        next: { [gap("beta")]: 7, [figure("missing")]: 7, ...waits(traces, 1801), ...waits(scores, 0) },
      },
      { when: "the gap is another project's", series: { [figure("missing")]: 1, [gap("alpha")]: 0 } },
    ],
  },
  {
    alert: "ReconciliationMissing",
    fires: [
      {
        when: "the job is there and has reported nothing",
        healthy: { [cronJob("reconcile")]: 1795309800, [figure("objects")]: 0 },
        broken: { [figure("objects")]: "gone" },
        labels: { cronjob: "reconcile" },
        says: "The job reconcile has reported nothing for hours: a loss of events would not be noticed.",
      },
    ],
    silent: [
      {
        when: "Langfuse runs in a mode that cannot be reconciled, without the job",
        series: { [cronJob("backup")]: 1795309800, [cronJob("reconcile", "elsewhere")]: 1795309800 },
      },
    ],
  },
  {
    alert: "ReconciliationIncomplete",
    fires: [
      {
        when: "a project has too many scores",
        healthy: { [figure("unlisted_projects")]: 0 },
        broken: { [figure("unlisted_projects")]: 1 },
        says: "1 projects have more scores in S3 than the job can list within its hour.",
      },
    ],
  },
];
