import { accounting } from "./accounting";
import { backgroundMigrations } from "./background-migrations";
import type { DashboardSpec } from "./dashboard";

const INGESTION = '{queue=~"(secondary-)?(otel-)?ingestion-queue(-[0-9]+)?"}';

/** From the queue to ClickHouse: is it stored in time, and if not, which step is slow. */
export const ingestion: DashboardSpec = {
  uid: "langfuse-ingestion",
  title: "Langfuse: ingestion",
  description:
    "Events between the API and ClickHouse: how long they wait, who works on them, and what is lost.",
  rows: [
    {
      height: 4,
      panels: [
        {
          id: 1,
          kind: "stat",
          title: "Workers",
          description: "Pods that take jobs from the queues.",
          width: 5,
          queries: {
            "": 'kube_deployment_status_replicas_available{namespace="langfuse",deployment="langfuse-worker"}',
          },
          steps: { 1: "green" },
          base: "red",
          alerts: ["LangfuseWorkerUnavailable"],
        },
        {
          id: 2,
          kind: "stat",
          title: "Workers at work",
          description: "Whether every worker takes jobs; one may live and do nothing.",
          width: 5,
          queries: { "": 'min(probe_success{job="langfuse-worker-health"})' },
          words: { 0: ["one is wedged", "red"], 1: ["all", "green"] },
          steps: { 1: "green" },
          base: "red",
          alerts: ["LangfuseWorkerWedged"],
        },
        {
          id: 3,
          kind: "stat",
          title: "Oldest event",
          description: "Time that the oldest event has waited; from 5 minutes on somebody is woken.",
          unit: "s",
          width: 5,
          queries: { "": `max(langfuse:queue_oldest_wait_seconds${INGESTION})` },
          steps: { 120: "orange", 300: "red" },
        },
        {
          id: 4,
          kind: "stat",
          title: "Failed jobs",
          description:
            "Jobs that failed for good and wait for somebody to retry them; at 100,000 a queue forgets the oldest.",
          width: 5,
          queries: { "": 'sum(langfuse:queue_jobs{state="failed"})' },
          steps: { 1: "orange", 50000: "red" },
        },
        {
          id: 5,
          kind: "stat",
          title: "Rows lost",
          description:
            "Rows that were given up in the chosen time after three attempts to write them; S3 still has the events.",
          width: 4,
          queries: {
            "": "sum(increase(langfuse_clickhouse_writer_rows_dropped_total[$__range])) or vector(0)",
          },
          steps: { 1: "red" },
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 6,
          title: "Oldest job of each queue",
          description:
            "Time that it has waited. High and falling: recovering. Low and rising: workers are too few. Rising after scaling: look at ClickHouse.",
          unit: "s",
          width: 12,
          queries: { "{{queue}}": "langfuse:queue_oldest_wait_seconds > 0" },
          steps: { 300: "red" },
          alerts: ["LangfuseIngestionQueueOld", "LangfuseQueueNotConsumed"],
        },
        {
          id: 7,
          title: "Jobs that wait",
          description:
            "Length of each queue. Many young jobs are a busy minute, few old ones a stopped queue.",
          width: 12,
          queries: { "{{queue}}": "langfuse:queue_depth > 0" },
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 9,
          title: "Jobs in work, and failed for good",
          description:
            "None in work beside a long queue: nobody takes from it. Those that failed are retried by nobody until somebody asks for it.",
          width: 16,
          queries: {
            "{{queue}} in work": 'langfuse:queue_jobs{state="active"} > 0',
            "{{queue}} failed": 'langfuse:queue_jobs{state="failed"} > 0',
          },
          alerts: ["LangfuseFailedJobsGrowing"],
        },
        {
          id: 10,
          title: "Rows lost a second",
          description: "Given up by the writer after three attempts. Any is too many.",
          unit: "rowsps",
          width: 8,
          queries: {
            "{{entity_type}}":
              "sum by (entity_type) (rate(langfuse_clickhouse_writer_rows_dropped_total[$__rate_interval]))",
          },
          steps: { 0.001: "red" },
          alerts: ["LangfuseRowsDropped"],
        },
      ],
    },
    {
      height: 8,
      panels: [
        {
          id: 11,
          title: "Time in the queue and in work",
          description: "What 19 of 20 jobs need, as workers measure it: waiting, and being worked on.",
          unit: "s",
          width: 8,
          queries: {
            "{{queue}} {{type}}":
              'histogram_quantile(0.95, sum by (le, queue, type) (rate(langfuse_queue_time_seconds_bucket{queue=~"(otel_)?ingestion"}[$__rate_interval])))',
          },
        },
        {
          id: 12,
          title: "Rows in the writers' memory",
          description: "Accepted and not yet in ClickHouse. It grows while ClickHouse is slow.",
          width: 8,
          queries: { "{{pod}}": "sum by (pod) (langfuse_clickhouse_writer_buffered_rows)" },
        },
        {
          id: 13,
          title: "Heap of web and workers",
          description:
            "Share of Node's memory that is in use. Near 100 % the next large trace ends the process.",
          unit: "percentunit",
          width: 8,
          queries: {
            "{{pod}}": "max by (pod) (langfuse_heap_used_bytes) / max by (pod) (langfuse_heap_limit_bytes)",
          },
          steps: { 0.9: "orange" },
          max: 1,
        },
      ],
    },
    accounting,
    {
      height: 7,
      panels: [
        {
          id: 14,
          title: "Number of workers",
          description: "Those that run, and where the autoscaler stops.",
          width: 12,
          queries: {
            "{{horizontalpodautoscaler}}":
              'kube_horizontalpodautoscaler_status_current_replicas{namespace="langfuse"}',
            "{{horizontalpodautoscaler}} at most":
              'kube_horizontalpodautoscaler_spec_max_replicas{namespace="langfuse"}',
          },
        },
        {
          id: 15,
          title: "Health of each worker",
          description: "1 while a worker reaches Postgres and Valkey and takes jobs.",
          width: 12,
          queries: { "{{pod}}": 'min by (pod) (probe_success{job="langfuse-worker-health"})' },
          max: 1,
        },
      ],
    },
    backgroundMigrations,
  ],
};
