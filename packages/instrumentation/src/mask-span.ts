import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Attributes, AttributeValue, SpanContext } from "@opentelemetry/api";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** Characters beyond which a value is left out: masking it would hold up the service, and cutting it could leave half
 *  of a number that no rule knows any more. */
const LONGEST_VALUE = 1_000_000;

const METADATA = ["langfuse.trace.metadata.", "langfuse.observation.metadata."];

/** Masks spans: every text in them that a person or a program could have put there. */
export class SpanMasker {
  /** Spans are grouped by their resource and scope, so each must stay one object. */
  private readonly resources = new WeakMap<Resource, Resource>();

  constructor(
    private readonly masker: Masker,
    private readonly tally: Tally,
  ) {}

  /** A copy; the original is shared with other processors and stays as it is. */
  mask(span: ReadableSpan): ReadableSpan {
    const context = withoutState(span.spanContext());
    const { message } = span.status;
    return {
      name: this.text(span.name),
      kind: span.kind,
      spanContext: () => context,
      parentSpanContext: span.parentSpanContext && withoutState(span.parentSpanContext),
      startTime: span.startTime,
      endTime: span.endTime,
      duration: span.duration,
      ended: span.ended,
      status: message === undefined ? span.status : { ...span.status, message: this.text(message) },
      attributes: this.attributes(span.attributes),
      links: span.links.map((link) => ({
        ...link,
        context: withoutState(link.context),
        attributes: this.attributes(link.attributes),
      })),
      events: span.events.map((event) => ({
        ...event,
        name: this.text(event.name),
        attributes: this.attributes(event.attributes),
      })),
      resource: this.resource(span.resource),
      instrumentationScope: span.instrumentationScope,
      droppedAttributesCount: span.droppedAttributesCount,
      droppedEventsCount: span.droppedEventsCount,
      droppedLinksCount: span.droppedLinksCount,
    };
  }

  private attributes(attributes: Attributes = {}): Attributes {
    const masked: Attributes = {};
    for (const [key, value] of Object.entries(attributes)) {
      const result = this.value(key, value);
      if (result !== null && result !== undefined) masked[this.key(key)] = result;
    }
    return masked;
  }

  /** The names of metadata are the service's; before them stands where it belongs. */
  private key(key: string): string {
    const prefix = METADATA.find((each) => key.startsWith(each)) ?? "";
    return prefix + this.text(key.slice(prefix.length));
  }

  private value(key: string, value: AttributeValue | undefined): AttributeValue | null | undefined {
    if (lengthOf(value) > LONGEST_VALUE) return `[TOO_LONG: ${lengthOf(value)} characters]`;
    // Strings, numbers, booleans and lists of them become the same, or null.
    return this.masker.attribute(key, value, this.tally) as AttributeValue | null | undefined;
  }

  private text(text: string): string {
    return text.length > LONGEST_VALUE
      ? `[TOO_LONG: ${text.length} characters]`
      : this.masker.text(text, this.tally);
  }

  private resource(resource: Resource): Resource {
    const known = this.resources.get(resource);
    if (known) return known;
    const masked = resourceFromAttributes(this.attributes(resource.attributes));
    this.resources.set(resource, masked);
    return masked;
  }
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

/** Whatever other systems put into the state of a trace is none of Langfuse's business. */
function withoutState({ traceId, spanId, traceFlags, isRemote }: SpanContext): SpanContext {
  return { traceId, spanId, traceFlags, isRemote };
}
