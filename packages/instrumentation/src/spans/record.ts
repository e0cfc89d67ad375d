import type { Attributes, AttributeValue, SpanContext } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** Characters beyond which a value is left out: masking it would take long, and cutting it could leave half of a number
 *  that no rule knows any more. */
const LONGEST_VALUE = 1_000_000;

/** What is sent of a span, not masked yet; plain data, so that a thread can be given it. */
export interface SpanRecord extends Omit<ReadableSpan, "spanContext" | "resource" | "ended"> {
  readonly context: SpanContext;
  readonly resource: Attributes;
}

/** A copy: the original is shared with other processors and stays as it is. */
export function recordOf(span: ReadableSpan): SpanRecord {
  return {
    name: shortened(span.name),
    kind: span.kind,
    context: withoutState(span.spanContext()),
    parentSpanContext: span.parentSpanContext && withoutState(span.parentSpanContext),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    status: { ...span.status, message: span.status.message && shortened(span.status.message) },
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
    resource: shortenedIn(span.resource.attributes),
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

/** About how many bytes of memory a span takes. */
export function sizeOf({ attributes, events }: ReadableSpan): number {
  const sizes = [attributes, ...events.map((event) => event.attributes ?? {})].flatMap((each) =>
    Object.entries(each).map(([key, value]) => 2 * (key.length + lengthOf(value))),
  );
  return sizes.reduce((sum, size) => sum + size, 1_000);
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
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, shortened(value)]));
}

/** Whatever other systems put into the state of a trace is none of Langfuse's business. */
function withoutState({ traceId, spanId, traceFlags, isRemote }: SpanContext): SpanContext {
  return { traceId, spanId, traceFlags, isRemote };
}
