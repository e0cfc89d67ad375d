import type { Scenarios } from "../scenario";
import { script, traces, waits } from "./queue-series";

const dropped = 'langfuse_clickhouse_writer_rows_dropped_total{pod="worker-1",entity_type="events"}';

const watched = 'up{job="langfuse-statsd",pod="statsd-exporter-1"}';

export const ingestion: readonly Scenarios[] = [
  {
    alert: "LangfuseIngestionQueueOld",
    fires: [
      {
        when: "a trace has waited for more than five minutes",
        healthy: waits(traces, 300),
        broken: waits(traces, 312),
        labels: { queue: traces },
        says: "The oldest job of otel-ingestion-queue has waited for 5m 12s.",
      },
      {
        when: "one shard of the queue of the largest projects stands still, and nobody else's",
        healthy: { ...waits(traces, 1), ...waits("secondary-ingestion-queue-3", 1) },
        broken: waits("secondary-ingestion-queue-3", 900),
        labels: { queue: "secondary-ingestion-queue-3" },
      },
    ],
    silent: [
      {
        when: "another kind of job waits",
        series: { ...waits(traces, 0), ...waits("batch-export-queue", 9000) },
      },
      {
        when: "the queue is long and young",
        series: { [script(traces, "waiting")]: 50000, ...waits(traces, 20) },
      },
    ],
  },
  {
    alert: "LangfuseQueueNotConsumed",
    fires: [
      {
        when: "jobs wait and none is being worked on",
        healthy: {
          ...waits("webhook-queue", 300),
          [script("webhook-queue", "waiting")]: 1,
          [script("webhook-queue", "active")]: 0,
        },
        broken: waits("webhook-queue", 320),
        labels: { queue: "webhook-queue" },
        says: "Jobs of webhook-queue have waited for 5m 20s and none is being worked on.",
      },
    ],
    silent: [
      {
        when: "jobs wait long, but every ten minutes one is taken",
        series: {
          ...waits("webhook-queue", 900),
          [script("webhook-queue", "waiting")]: 9,
          [script("webhook-queue", "active")]: 1,
        },
      },
      {
        when: "all jobs are delayed on purpose",
        series: {
          ...waits("webhook-queue", 900),
          [script("webhook-queue", "waiting")]: 0,
          [script("webhook-queue", "active")]: 0,
        },
      },
      {
        when: "workers are busy with another queue only because this one is empty",
        series: {
          ...waits("webhook-queue", 0),
          [script("webhook-queue", "waiting")]: 1,
          [script("webhook-queue", "active")]: 0,
        },
      },
    ],
  },
  {
    alert: "LangfuseFailedJobsGrowing",
    fires: [
      {
        when: "more than 50 jobs fail for good within half an hour",
        // 48 in half an hour.
        healthy: { [script(traces, "failed")]: "+1.6" },
        // 60 in half an hour.
        broken: { [script(traces, "failed")]: "+2" },
        before: 60,
        reacts: 5,
        rests: 30,
        says: "otel-ingestion-queue has about 60 more failed jobs than half an hour ago; nothing retries them by itself.",
        forgets: 30,
        labels: { queue: traces, state: "failed" },
      },
      {
        when: "a queue that was empty fails at every job",
        healthy: { [script(traces, "failed")]: 0 },
        broken: { [script(traces, "failed")]: "+10" },
        before: 60,
        reacts: 5,
        forgets: 30,
        labels: { queue: traces, state: "failed" },
      },
    ],
    silent: [
      { when: "many old failures wait for somebody", series: { [script(traces, "failed")]: 40000 } },
      {
        when: "somebody retries them",
        series: { [script(traces, "failed")]: 40000 },
        next: { [script(traces, "failed")]: 0 },
      },
    ],
  },
  {
    alert: "LangfuseRowsDropped",
    fires: [
      {
        when: "a counter that was there before grows",
        healthy: { [dropped]: 7 },
        broken: { [dropped]: "+0.06" },
        before: 30,
        forgets: 15,
        labels: { entity_type: "events" },
      },
      {
        // What `increase` alone would miss: the exporter shows a counter for the first time when something has happened.
        when: "the counter is born with the first loss",
        healthy: { [watched]: 1, [dropped]: "gone" },
        broken: { [dropped]: 1 },
        before: 30,
        labels: { entity_type: "events" },
        says: "About 1 rows of events were dropped within 15 minutes; only a replay of their events from S3 brings them back.",
      },
    ],
    silent: [
      { when: "rows were dropped long ago", series: { [watched]: 1, [dropped]: 7 }, settled: 20 },
      {
        when: "the counter is born before anything is lost",
        series: { [watched]: 1, [dropped]: "gone" },
        next: { [dropped]: 0 },
      },
      {
        when: "the exporter did not answer for an hour, and the loss is older",
        series: { [watched]: 0, [dropped]: "gone" },
        next: { [watched]: 1, [dropped]: 7 },
      },
      { when: "none was ever dropped", series: { [watched]: 1 } },
    ],
  },
];
