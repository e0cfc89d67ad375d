import type { ObservationsV2Response, ObservationV2, OtelTraceResponse } from "@langfuse/core";
import { ApiError } from "../http/errors";
import { cursorPage } from "../http/pages";
import type { Call, Routes } from "../http/router";
import { observationOf } from "../otlp/observation";
import { decodeOtlp } from "../otlp/protobuf";
import { type OtlpRequest, plainAttributes } from "../otlp/request";
import type { Store } from "../store";

/** Fields by the groups that `fields` names. */
const GROUPS: Readonly<Record<string, readonly (keyof ObservationV2)[]>> = {
  core: [
    "id",
    "traceId",
    "startTime",
    "endTime",
    "projectId",
    "parentObservationId",
    "type",
    "isRootObservation",
  ],
  basic: [
    "name",
    "level",
    "statusMessage",
    "version",
    "environment",
    "bookmarked",
    "public",
    "userId",
    "sessionId",
  ],
  time: ["completionStartTime", "createdAt", "updatedAt"],
  io: ["input", "output"],
  metadata: ["metadata"],
  model: [
    "model",
    "internalModelId",
    "modelParameters",
    "modelId",
    "inputPrice",
    "outputPrice",
    "totalPrice",
  ],
  usage: ["usageDetails", "costDetails", "totalCost"],
  prompt: ["promptId", "promptName", "promptVersion"],
  metrics: ["latency", "timeToFirstToken"],
  trace_context: ["tags", "release", "traceName"],
};

/** What of a value of metadata is shown unless `expandMetadata` names it. */
const SHOWN_OF_METADATA = 200;

/** OTLP in, and `v2/observations` out. */
export function observationRoutes({ observations }: Store): Routes {
  return {
    "POST /api/public/otel/v1/traces": (call): OtelTraceResponse => {
      for (const observation of observationsOf(otlpRequest(call)))
        observations.set(`${observation.traceId} ${observation.id}`, observation);
      return {};
    },
    "GET /api/public/v2/observations": ({ request: { query } }): ObservationsV2Response => {
      if (query.get("parseIoAsJson") === "true")
        throw new ApiError(400, "parseIoAsJson=true is not supported");
      const found = [...observations.values()]
        .filter((each) => matches(each, query))
        .sort((one, other) => other.startTime.localeCompare(one.startTime));
      const { data, cursor } = cursorPage(found, query, 1000);
      return { data: data.map((each) => shown(each, query)), meta: cursor === undefined ? {} : { cursor } };
    },
  };
}

function otlpRequest({ request: { headers, body } }: Call): OtlpRequest {
  const type = headers["content-type"] ?? "";
  if (type.includes("application/x-protobuf")) return decodeOtlp(body);
  if (!type.includes("application/json"))
    throw new ApiError(400, `content-type '${type}' is neither application/json nor application/x-protobuf`);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "Failed to parse OTel JSON");
  }
}

function observationsOf({ resourceSpans = [] }: OtlpRequest): ObservationV2[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map((span) => observationOf({ span, scope, resource: plainAttributes(resource?.attributes) })),
    ),
  );
}

const EQUAL = ["name", "userId", "sessionId", "type", "traceId", "level", "version"] as const;

function matches(observation: ObservationV2, query: URLSearchParams): boolean {
  const from = query.get("fromStartTime");
  const to = query.get("toStartTime");
  const environments = query.getAll("environment");
  const parent = query.get("parentObservationId");
  const isRoot = query.get("isRootObservation");
  return (
    EQUAL.every((field) => !query.has(field) || query.get(field) === observation[field]) &&
    (from === null || Date.parse(observation.startTime) >= Date.parse(from)) &&
    (to === null || Date.parse(observation.startTime) < Date.parse(to)) &&
    (environments.length === 0 || environments.includes(observation.environment ?? "")) &&
    (parent === null || parent === (observation.parentObservationId ?? "")) &&
    (isRoot === null || isRoot === String(observation.isRootObservation))
  );
}

function shown(observation: ObservationV2, query: URLSearchParams): ObservationV2 {
  const groups = (query.get("fields") ?? "core,basic").split(",");
  const unknown = groups.filter((group) => !(group in GROUPS));
  if (unknown.length > 0) throw new ApiError(400, `unknown field groups: ${unknown.join(", ")}`);
  const fields = new Set(["core", ...groups].flatMap((group) => GROUPS[group] ?? []));
  const { modelId, inputPrice, outputPrice, totalPrice } = observation;
  const { id, traceId, startTime, endTime, projectId, parentObservationId, type } = observation;
  const core = { id, traceId, startTime, endTime, projectId, parentObservationId, type };
  const asked = Object.fromEntries(Object.entries(observation).filter(([field]) => isOneOf(fields, field)));
  const metadata = fields.has("metadata") ? { metadata: truncated(observation.metadata, query) } : {};
  return { ...core, modelId, inputPrice, outputPrice, totalPrice, ...asked, ...metadata };
}

function isOneOf(fields: ReadonlySet<string>, field: string): boolean {
  return fields.has(field);
}

function truncated(metadata: unknown, query: URLSearchParams): Record<string, unknown> {
  const whole = query.get("expandMetadata")?.split(",") ?? [];
  const entries = Object.entries(metadata ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === "string" && !whole.includes(key) ? value.slice(0, SHOWN_OF_METADATA) : value,
    ]),
  );
}
