import type { ObservationV2 } from "@langfuse/core";
import { type OtlpScope, type OtlpSpan, plainAttributes } from "./request";

export const PROJECT_ID = "test-project";

const OBSERVATION_METADATA = "langfuse.observation.metadata";
const TRACE_METADATA = "langfuse.trace.metadata";

/** Attributes that Langfuse has a field for; of the others it makes metadata. */
const MAPPED = [
  "langfuse.observation.",
  "langfuse.trace.",
  "langfuse.internal.",
  "langfuse.environment",
  "langfuse.release",
  "langfuse.version",
  "user.id",
  "session.id",
];

/** A span as `GET /api/public/v2/observations` shows it, with all groups of fields. */
export function observationOf({ span, scope = {}, resource }: ReceivedSpan): ObservationV2 {
  const attributes = plainAttributes(span.attributes);
  const text = (key: string): string | null => textOf(attributes[key]);
  const start = milliseconds(span.startTimeUnixNano);
  const end = milliseconds(span.endTimeUnixNano);
  const now = new Date().toISOString();
  return {
    id: span.spanId,
    traceId: span.traceId,
    projectId: PROJECT_ID,
    parentObservationId: span.parentSpanId || null,
    isRootObservation: !span.parentSpanId || attributes["langfuse.internal.is_app_root"] === true,
    type: typeOf(attributes),
    name: span.name,
    startTime: new Date(start).toISOString(),
    endTime: new Date(end).toISOString(),
    latency: (end - start) / 1000,
    level: levelOf(text("langfuse.observation.level"), span),
    statusMessage: text("langfuse.observation.status_message") ?? span.status?.message ?? null,
    version: text("langfuse.version"),
    environment: environmentOf(text("langfuse.environment")),
    bookmarked: false,
    public: attributes["langfuse.trace.public"] === true,
    userId: text("user.id") ?? text("langfuse.user.id"),
    sessionId: text("session.id") ?? text("langfuse.session.id"),
    input: text("langfuse.observation.input"),
    output: text("langfuse.observation.output"),
    metadata: {
      ...nested(attributes, TRACE_METADATA),
      ...nested(attributes, OBSERVATION_METADATA),
      attributes: unmapped(attributes),
      resourceAttributes: resource,
      scope: { name: scope.name, version: scope.version, attributes: plainAttributes(scope.attributes) },
    },
    completionStartTime: parsed(text("langfuse.observation.completion_start_time")) ?? null,
    model: text("langfuse.observation.model.name"),
    modelParameters: parsed(text("langfuse.observation.model.parameters")) ?? {},
    usageDetails: numbers(text("langfuse.observation.usage_details")),
    costDetails: numbers(text("langfuse.observation.cost_details")),
    promptName: text("langfuse.observation.prompt.name"),
    promptVersion: numberOf(attributes["langfuse.observation.prompt.version"]),
    traceName: text("langfuse.trace.name"),
    tags: texts(attributes["langfuse.trace.tags"]),
    release: text("langfuse.release"),
    modelId: null,
    inputPrice: null,
    outputPrice: null,
    totalPrice: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A span with what stood around it. */
export interface ReceivedSpan {
  readonly span: OtlpSpan;
  readonly scope?: OtlpScope;
  readonly resource: Readonly<Record<string, unknown>>;
}

function typeOf(attributes: Readonly<Record<string, unknown>>): string {
  const type = textOf(attributes["langfuse.observation.type"]);
  if (type) return type.toUpperCase();
  return Object.keys(attributes).some((key) => key.startsWith("gen_ai.")) ? "GENERATION" : "SPAN";
}

function levelOf(level: string | null, { status }: OtlpSpan): ObservationV2["level"] {
  if (level === "DEBUG" || level === "WARNING" || level === "ERROR") return level;
  return status?.code === 2 ? "ERROR" : "DEFAULT";
}

/** As the server reads it; another name becomes `default`. */
export function environmentOf(name: string | null | undefined): string {
  const lower = name?.toLowerCase() ?? "";
  return /^(?!langfuse)[a-z0-9-_]{1,40}$/.test(lower) ? lower : "default";
}

function nested(attributes: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> {
  const own = Object.entries(attributes)
    .filter(([key]) => key.startsWith(`${prefix}.`))
    .map(([key, value]) => [key.slice(prefix.length + 1), value]);
  const whole = attributes[prefix];
  return { ...(whole === undefined ? {} : { metadata: whole }), ...Object.fromEntries(own) };
}

function unmapped(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !MAPPED.some((prefix) => key.startsWith(prefix))),
  );
}

function milliseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1_000_000n);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function parsed<Value>(json: string | null): Value | undefined {
  return json === null ? undefined : JSON.parse(json);
}

function numbers(json: string | null): Record<string, number> {
  return parsed<Record<string, number>>(json) ?? {};
}
