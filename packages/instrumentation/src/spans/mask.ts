import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Attributes, AttributeValue } from "@opentelemetry/api";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { SpanRecord } from "./record";

const METADATA = ["langfuse.trace.metadata.", "langfuse.observation.metadata."];

/** Masks spans: every text in them that a person or a program could have put there. */
export class SpanMasker {
  /** Spans are grouped by their resource, so each must stay one object; by what it was. */
  private readonly resources = new Map<string, Resource>();

  constructor(
    private readonly masker: Masker,
    private readonly tally: Tally,
  ) {}

  mask({ context, name, status, attributes, links, events, resource, ...rest }: SpanRecord): ReadableSpan {
    return {
      ...rest,
      ended: true,
      spanContext: () => context,
      name: this.text(name),
      status: { code: status.code, ...(status.message ? { message: this.text(status.message) } : {}) },
      attributes: this.attributes(attributes),
      links: links.map((link) => ({ ...link, attributes: this.attributes(link.attributes) })),
      events: events.map((event) => ({
        ...event,
        name: this.text(event.name),
        attributes: this.attributes(event.attributes),
      })),
      resource: this.resource(resource),
      instrumentationScope: this.scope(rest.instrumentationScope),
    };
  }

  private attributes(attributes: Attributes = {}): Attributes {
    const masked: Attributes = {};
    for (const [key, value] of Object.entries(attributes)) {
      // Strings, numbers, booleans and lists of them become the same, or null.
      const result = this.masker.attribute(key, value, this.tally) as AttributeValue | null | undefined;
      if (result !== null && result !== undefined) masked[this.key(key)] = result;
    }
    return masked;
  }

  /** The names of metadata are the service's; before them stands where it belongs. */
  private key(key: string): string {
    const prefix = METADATA.find((each) => key.startsWith(each)) ?? "";
    return prefix + this.text(key.slice(prefix.length));
  }

  private text(text: string): string {
    return this.masker.text(text, this.tally);
  }

  private scope({ name, version, schemaUrl }: ReadableSpan["instrumentationScope"]) {
    return {
      name: this.text(name),
      version: version && this.text(version),
      schemaUrl: schemaUrl && this.text(schemaUrl),
    };
  }

  private resource(text: string): Resource {
    const known = this.resources.get(text);
    if (known) return known;
    const masked = resourceFromAttributes(this.attributes(JSON.parse(text)));
    this.resources.set(text, masked);
    return masked;
  }
}
