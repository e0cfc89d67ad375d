import type { Plantation } from "./planted";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

/** Something planted wherever a value of JSON can hide it. */
function nested(field: Plantation, where: string) {
  return {
    text: field.text(`${where}, text`),
    list: [{ deep: [field.text(`${where}, list`)] }],
    [field.email(`${where}, key`)]: 1,
    json: JSON.stringify({ a: `x\n${field.text(`${where}, JSON`)}` }),
    fono: field.number(`${where}, number`),
  };
}

function score(field: Plantation) {
  return {
    traceId: TRACE_ID,
    name: field.text("score: name"),
    value: field.text("score: value"),
    dataType: "CATEGORICAL",
    comment: field.text("score: comment"),
    metadata: nested(field, "score: metadata"),
  };
}

/** An observation as SDKs sent them before OTLP. */
function observation(field: Plantation, type: string) {
  return {
    name: field.text(`${type}: name`),
    userId: field.email(`${type}: user`),
    sessionId: field.text(`${type}: session`),
    tags: [field.text(`${type}: tags`)],
    input: nested(field, `${type}: input`),
    output: nested(field, `${type}: output`),
    metadata: nested(field, `${type}: metadata`),
    statusMessage: field.text(`${type}: status`),
  };
}

const TYPES = ["trace-create", "span-create", "generation-create", "event-create", "sdk-log"];
const TIME = "2026-01-01T00:00:00Z";

/** Bodies of every other path that writes; what people write stands in all of their members. */
export const API: Readonly<Record<string, (field: Plantation) => unknown>> = {
  "/scores": score,
  "/comments": (field) => ({
    projectId: "test-project",
    objectType: "TRACE",
    objectId: TRACE_ID,
    content: field.text("content"),
  }),
  "/v2/datasets": (field) => ({
    name: field.text("name"),
    description: field.text("description"),
    metadata: nested(field, "metadata"),
  }),
  "/dataset-items": (field) => ({
    datasetName: field.text("dataset"),
    input: nested(field, "input"),
    expectedOutput: nested(field, "expected output"),
    metadata: nested(field, "metadata"),
  }),
  "/dataset-run-items": (field) => ({
    runName: field.text("run"),
    runDescription: field.text("description"),
    metadata: nested(field, "metadata"),
    datasetItemId: "i-1",
  }),
  "/ingestion": (field) => ({
    batch: [
      { id: "e-score", type: "score-create", timestamp: TIME, body: score(field) },
      ...TYPES.map((type) => ({ id: `e-${type}`, type, timestamp: TIME, body: observation(field, type) })),
    ],
  }),
  "/traces": (field) => observation(field, "trace"),
  "/spans": (field) => observation(field, "span"),
  "/generations": (field) => observation(field, "generation"),
  "/events": (field) => observation(field, "event"),
  "/feedback": (field) => ({ message: field.text("message") }),
};
