import { randomUUID } from "node:crypto";
import type {
  BaseScoreV3,
  CreateScoreRequest,
  CreateScoreResponse,
  GetScoresV3Response,
  ScoreSubjectV3,
  ScoreV3,
} from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { ApiError } from "../http/errors";
import { cursorPage } from "../http/pages";
import type { Routes } from "../http/router";
import { environmentOf, PROJECT_ID } from "../otlp/observation";
import type { Store } from "../store";

/** A score as it is sent, to `/scores` and in the batches of `/ingestion`. */
export const scoreBody = z.object({
  id: z.string().optional(),
  traceId: z.string().optional(),
  sessionId: z.string().optional(),
  observationId: z.string().optional(),
  datasetRunId: z.string().optional(),
  name: z.string().min(1),
  value: z.union([z.number(), z.string()]),
  comment: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  environment: z.string().optional(),
  queueId: z.string().optional(),
  dataType: z.enum(["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"]).optional(),
  configId: z.string().optional(),
}) satisfies z.ZodType<CreateScoreRequest>;

/** `POST /scores`, and `v3/scores` out. */
export function scoreRoutes(store: Store): Routes {
  return {
    "POST /api/public/scores": (call): CreateScoreResponse => {
      const score = keepScore(store, jsonBody(call, scoreBody));
      return { id: score.id };
    },
    "GET /api/public/v3/scores": ({ request: { query } }): GetScoresV3Response => {
      if (query.has("observationId") && !query.has("traceId"))
        throw new ApiError(400, "observationId requires traceId");
      const found = [...store.scores.values()].filter((score) => matches(score, query)).reverse();
      const { data, limit, cursor } = cursorPage(found, query, 100);
      const meta = cursor === undefined ? { limit } : { limit, cursor };
      return { data: data.map((score) => shown(score, query)), meta };
    },
  };
}

/** A score that has an id already is written over, as on the server.
 *  @throws ApiError 400 for one that scores nothing, or whose value is not of its type */
export function keepScore({ scores }: Store, body: z.infer<typeof scoreBody>): ScoreV3 {
  const id = body.id ?? randomUUID();
  const now = new Date().toISOString();
  const base: BaseScoreV3 = {
    id,
    projectId: PROJECT_ID,
    name: body.name,
    source: "API",
    timestamp: now,
    environment: environmentOf(body.environment),
    createdAt: scores.get(id)?.createdAt ?? now,
    updatedAt: now,
    comment: body.comment ?? null,
    configId: body.configId ?? null,
    metadata: body.metadata ?? {},
    authorUserId: null,
    queueId: body.queueId ?? null,
    subject: subjectOf(body),
  };
  const score = typed(base, body);
  scores.set(id, score);
  return score;
}

function subjectOf({ traceId, observationId, sessionId, datasetRunId }: CreateScoreRequest): ScoreSubjectV3 {
  if (observationId && traceId) return { kind: "observation", id: observationId, traceId };
  if (traceId) return { kind: "trace", id: traceId };
  if (sessionId) return { kind: "session", id: sessionId };
  if (datasetRunId) return { kind: "experiment", id: datasetRunId };
  throw new ApiError(400, "provide traceId, sessionId or datasetRunId; observationId requires traceId");
}

function typed(base: BaseScoreV3, { value, dataType }: CreateScoreRequest): ScoreV3 {
  const type = dataType ?? (typeof value === "number" ? "NUMERIC" : "CATEGORICAL");
  if (type === "NUMERIC" && typeof value === "number") return { ...base, dataType: type, value };
  if (type === "BOOLEAN" && (value === 0 || value === 1))
    return { ...base, dataType: type, value: value === 1 };
  if (type === "CATEGORICAL" || type === "TEXT" || type === "CORRECTION")
    if (typeof value === "string") return { ...base, dataType: type, value };
  throw new ApiError(400, `value ${JSON.stringify(value)} is not ${type}`);
}

function matches(score: ScoreV3, query: URLSearchParams): boolean {
  const { subject } = score;
  const traceId = subject?.kind === "observation" ? subject.traceId : subject?.id;
  const oneOf = (name: string, value: string | null | undefined) =>
    !query.has(name) ||
    query
      .get(name)
      ?.split(",")
      .includes(value ?? "");
  return Boolean(
    oneOf("id", score.id) &&
      oneOf("name", score.name) &&
      oneOf("dataType", score.dataType) &&
      oneOf("environment", score.environment) &&
      oneOf("configId", score.configId) &&
      oneOf("traceId", traceId) &&
      oneOf("observationId", subject?.kind === "observation" ? subject.id : "") &&
      oneOf("sessionId", subject?.kind === "session" ? subject.id : ""),
  );
}

/** Fields that are shown only when `fields` asks for their group. */
const GROUPS: Readonly<Record<string, readonly (keyof BaseScoreV3)[]>> = {
  details: ["comment", "configId", "metadata"],
  subject: ["subject"],
  annotation: ["authorUserId", "queueId"],
};

function shown(score: ScoreV3, query: URLSearchParams): ScoreV3 {
  const asked = query.get("fields")?.split(",") ?? [];
  const unknown = asked.filter((group) => !(group in GROUPS));
  if (unknown.length > 0) throw new ApiError(400, `unknown field groups: ${unknown.join(", ")}`);
  const copy = { ...score };
  for (const [group, fields] of Object.entries(GROUPS))
    if (!asked.includes(group)) for (const field of fields) delete copy[field as "comment"]; // all are optional
  return copy;
}
