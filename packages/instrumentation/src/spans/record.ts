import type { Attributes, AttributeValue, SpanContext } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** Characters beyond which a value is left out: masking it would take long, and cutting it could leave half of a number
 *  that no rule knows any more. */
const LONGEST_VALUE = 1_000_000;

/** What is sent of a span, not masked yet. */
export interface SpanRecord extends Omit<ReadableSpan, "spanContext" | "resource" | "ended"> {
  readonly context: SpanContext;
  /** Its attributes, as JSON. */
  readonly resource: string;
}

/** A span's record as JSON. One flat text is what a queue keeps at least cost: of a span as an object, some sixty parts
 *  were moved by each collection of garbage that it lived through, while the service stood still. */
export function written(span: ReadableSpan): string {
  const record: SpanRecord = {
    name: shortened(span.name),
    kind: span.kind,
    context: withoutState(span.spanContext()),
    parentSpanContext: span.parentSpanContext && withoutState(span.parentSpanContext),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    status: { code: span.status.code, message: span.status.message && shortened(span.status.message) },
    attributes: shortenedIn(span.attributes),
    links: span.links.map((link) => ({
      ...link,
      context: withoutState(link.context),
      attributes: shortenedIn(link.attributes),
    })),
    events: span.events.map((event) => ({
      ...event,
      name: shortened(event.name),
      attributes: shortenedIn(event.attributes),
    })),
    resource: writtenResource(span.resource),
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
  return JSON.stringify(record);
}

/** What `written` wrote. */
export function recordOf(text: string): SpanRecord {
  return JSON.parse(text);
}

/** Spans share few resources. */
const resources = new WeakMap<Resource, string>();

function writtenResource(resource: Resource): string {
  const known = resources.get(resource);
  if (known !== undefined) return known;
  const text = JSON.stringify(shortenedIn(resource.attributes));
  resources.set(resource, text);
  return text;
}

function lengthOf(value: AttributeValue | undefined): number {
  if (typeof value === "string") return value.length;
  if (!Array.isArray(value)) return 8;
  return value.reduce<number>((sum, item) => sum + (typeof item === "string" ? item.length : 8), 0);
}

function shortened<Value extends AttributeValue | undefined>(value: Value): Value | string {
  const length = lengthOf(value);
  return length > LONGEST_VALUE ? `[TOO_LONG: ${length} characters]` : value;
}

function shortenedIn(attributes: Attributes = {}): Attributes {
  const isShort = Object.values(attributes).every((value) => lengthOf(value) <= LONGEST_VALUE);
  if (isShort) return attributes;
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, shortened(value)]));
}

/** Whatever other systems put into the state of a trace is none of Langfuse's business. */
function withoutState({ traceId, spanId, traceFlags, isRemote }: SpanContext): SpanContext {
  return { traceId, spanId, traceFlags, isRemote };
}
