import type { Level, Levels } from "../scenario";

/** What the queue script says of one queue. */
export const script = (queue: string, state: string) =>
  `redis_script_values{job="valkey-exporter",filename="queues.lua",key="${queue}/${state}"}`;

/** The oldest job of a queue waits so long. */
export const waits = (queue: string, seconds: Level): Levels => ({
  [script(queue, "oldest_wait_seconds")]: seconds,
});

/** The queue of traces that come by OpenTelemetry. */
export const traces = "otel-ingestion-queue";
