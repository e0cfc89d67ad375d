import type { Attributes, AttributeValue, SpanContext } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** Characters beyond which a value is left out: masking it would take long, and cutting it could leave half of a number
 *  that no rule knows any more. */
const LONGEST_VALUE = 1_000_000;

/** Characters up to which it costs less to write a text into JSON than to keep it apart. */
const SHORT = 500;

/** What is sent of a span, not masked yet. */
export interface SpanRecord extends Omit<ReadableSpan, "spanContext" | "resource" | "ended"> {
  readonly context: SpanContext;
  /** Its attributes, as JSON. */
  readonly resource: string;
}

/** A record without the attributes whose values stand behind it, in this order. */
interface WrittenRecord extends SpanRecord {
  readonly longAttributes: readonly (readonly [key: string, length: number])[];
}

/** A span's record as it waits: JSON, a line's end, and the long values, which need no escaping. */
export function written(span: ReadableSpan): string {
  const { short, long } = byLength(span.attributes);
  const record: WrittenRecord = {
    name: shortened(span.name),
    kind: span.kind,
    context: withoutState(span.spanContext()),
    parentSpanContext: span.parentSpanContext && withoutState(span.parentSpanContext),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    status: { code: span.status.code, message: span.status.message && shortened(span.status.message) },
    attributes: short,
    longAttributes: long.map(([key, value]) => [key, value.length]),
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
  return [JSON.stringify(record), "\n", ...long.map(([, value]) => value)].join("");
}

/** What `written` wrote. */
export function recordOf(text: string): SpanRecord {
  const end = text.indexOf("\n");
  const { longAttributes, ...record }: WrittenRecord = JSON.parse(text.slice(0, end));
  let start = end + 1;
  const long = longAttributes.map(([key, length]) => {
    start += length;
    return [key, text.slice(start - length, start)] as const;
  });
  return { ...record, attributes: { ...record.attributes, ...Object.fromEntries(long) } };
}

function byLength(attributes: Attributes): {
  short: Attributes;
  long: readonly (readonly [key: string, value: string])[];
} {
  const short: Attributes = {};
  const long: [string, string][] = [];
  for (const [key, value] of Object.entries(attributes))
    if (typeof value === "string" && value.length > SHORT) long.push([key, shortened(value)]);
    else short[key] = shortened(value);
  return { short, long };
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
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, shortened(value)]));
}

/** Whatever other systems put into the state of a trace is none of Langfuse's business. */
function withoutState({ traceId, spanId, traceFlags, isRemote }: SpanContext): SpanContext {
  return { traceId, spanId, traceFlags, isRemote };
}
