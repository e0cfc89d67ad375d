/** Langfuse's queues in Valkey, of BullMQ: for whoever watches or scales by them.
 *  https://github.com/langfuse/langfuse/blob/v4.16.0/packages/shared/src/server/queues.ts */

/** A queue that Langfuse can split, and the variable that tells it into how many. */
interface ShardedQueue {
  readonly name: string;
  readonly variable: string;
  readonly shards: number;
}

/** All of one, because only a Valkey in cluster mode has a second thread for a second shard, and Langfuse writes to the
 *  first alone otherwise. Said to Langfuse in so many words, so that nobody watches other queues than it fills. */
const SHARDED: readonly ShardedQueue[] = [
  { name: "otel-ingestion-queue", variable: "LANGFUSE_OTEL_INGESTION_QUEUE_SHARD_COUNT", shards: 1 },
  { name: "ingestion-queue", variable: "LANGFUSE_INGESTION_QUEUE_SHARD_COUNT", shards: 1 },
  {
    name: "secondary-otel-ingestion-queue",
    variable: "LANGFUSE_OTEL_INGESTION_SECONDARY_QUEUE_SHARD_COUNT",
    shards: 1,
  },
  {
    name: "secondary-ingestion-queue",
    variable: "LANGFUSE_INGESTION_SECONDARY_QUEUE_SHARD_COUNT",
    shards: 1,
  },
  { name: "trace-upsert", variable: "LANGFUSE_TRACE_UPSERT_QUEUE_SHARD_COUNT", shards: 1 },
  { name: "evaluation-execution-queue", variable: "LANGFUSE_EVAL_EXECUTION_QUEUE_SHARD_COUNT", shards: 1 },
  {
    name: "secondary-evaluation-execution-queue",
    variable: "LANGFUSE_EVAL_EXECUTION_SECONDARY_QUEUE_SHARD_COUNT",
    shards: 1,
  },
  {
    name: "llm-as-a-judge-execution-queue",
    variable: "LANGFUSE_LLM_AS_JUDGE_EXECUTION_QUEUE_SHARD_COUNT",
    shards: 1,
  },
  {
    name: "code-eval-execution-queue",
    variable: "LANGFUSE_CODE_EVAL_EXECUTION_QUEUE_SHARD_COUNT",
    shards: 1,
  },
];

/** The others; without those of Langfuse's own cloud, which nobody fills here. */
const WHOLE = [
  "batch-action-queue",
  "batch-export-queue",
  "blobstorage-integration-processing-queue",
  "blobstorage-integration-queue",
  "core-data-s3-export-queue",
  "create-eval-queue",
  "data-retention-processing-queue",
  "data-retention-queue",
  "dataset-delete-queue",
  "dataset-run-item-upsert-queue",
  "dead-letter-retry-queue",
  "entity-change-queue",
  "event-propagation-queue",
  "experiment-create-queue",
  "in-app-agent-run-queue",
  "mixpanel-integration-processing-queue",
  "mixpanel-integration-queue",
  "monitor-queue",
  "notification-queue",
  "posthog-integration-processing-queue",
  "posthog-integration-queue",
  "project-delete",
  "score-delete",
  "trace-delete",
  "v4-legacy-api-usage-queue",
  "webhook-queue",
] as const;

/** BullMQ's own, which Langfuse keeps unless `REDIS_KEY_PREFIX` says otherwise. */
export const queuePrefix = "bull";

/** The names under which a queue is found in Valkey: its own, then `-1`, `-2` and so on. */
export function shardNames({ name, shards }: Pick<ShardedQueue, "name" | "shards">): string[] {
  return Array.from({ length: shards }, (_, index) => (index === 0 ? name : `${name}-${index}`));
}

/** Every queue that Langfuse may fill here. */
export const queueNames: readonly string[] = [...SHARDED.flatMap(shardNames), ...WHOLE];

/** Queues that fill when ingestion falls behind: traces, and scores. */
export const ingestionQueueNames: readonly string[] = SHARDED.filter(({ name }) =>
  /^(otel-)?ingestion-queue$/.test(name),
).flatMap(shardNames);

/** What Langfuse reads in order to name its queues as this file does. */
export const queueVariables: Readonly<Record<string, string>> = Object.fromEntries(
  SHARDED.map(({ variable, shards }) => [variable, String(shards)]),
);
