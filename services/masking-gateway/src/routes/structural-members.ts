import type { ApiPaths } from "@langfuse-aws/masking";

/** Members of Langfuse's API that hold its own ids, times and kinds; what people write stands in all others. From the
 *  schemas of Langfuse 4 (packages/shared/src/server/ingestion/types.ts, web/src/features/public-api/types). */
const words = (list: string): readonly string[] => list.split(" ");

const below = (prefix: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${prefix}.${name}`);

const USAGE = words("input output total unit promptTokens completionTokens totalTokens");

export const SCORE: ApiPaths = words(
  "id traceId observationId datasetRunId dataType configId queueId environment timestamp",
);

export const OBSERVATION: ApiPaths = [
  ...words("id traceId parentObservationId type level startTime endTime completionStartTime timestamp"),
  ...words("environment release version model promptName promptVersion"),
  ...below("usage", USAGE),
  ...below("usageDetails", USAGE),
];

export const INGESTION: ApiPaths = [
  ...words("batch[].id batch[].type batch[].timestamp"),
  ...below("batch[].body", [...new Set([...OBSERVATION, ...SCORE])]),
];

export const COMMENT: ApiPaths = words("id projectId objectType objectId authorUserId");

export const DATASET_ITEM: ApiPaths = words("id sourceTraceId sourceObservationId status");

export const DATASET_RUN_ITEM: ApiPaths = words("datasetItemId traceId observationId createdAt");

export const MEDIA: ApiPaths = words(
  "traceId observationId contentType contentLength sha256Hash field uploadedAt uploadHttpStatus uploadTimeMs",
);

export const MCP: ApiPaths = words("jsonrpc id method");
