import type { AnyValue, KeyValue, TraceRequest } from "./otlp";

/** A length-delimited field of a message. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export function varint(value: number): Buffer {
  if (value < 128) return Buffer.from([value]);
  return Buffer.concat([Buffer.from([(value % 128) + 128]), varint(Math.floor(value / 128))]);
}

function fixed64(number: number, value: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return Buffer.concat([varint(number * 8 + 1), bytes]);
}

function anyValue(value: AnyValue): Buffer {
  if ("stringValue" in value) return field(1, value.stringValue);
  if ("intValue" in value) return Buffer.concat([varint(3 * 8), varint(Number(value.intValue))]);
  if ("bytesValue" in value) return field(7, Buffer.from(value.bytesValue, "base64"));
  if ("arrayValue" in value) return field(5, all(1, value.arrayValue.values.map(anyValue)));
  return field(6, attributes(1, value.kvlistValue.values));
}

function attributes(number: number, list: readonly KeyValue[]): Buffer {
  return all(
    number,
    list.map(({ key, value }) => Buffer.concat([field(1, key), field(2, anyValue(value))])),
  );
}

function all(number: number, contents: readonly Buffer[]): Buffer {
  return Buffer.concat(contents.map((content) => field(number, content)));
}

type Span = TraceRequest["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

function span({ traceId, spanId, traceState, name, ...rest }: Span): Buffer {
  const events = rest.events.map((event) =>
    Buffer.concat([fixed64(1, event.timeUnixNano), field(2, event.name), attributes(3, event.attributes)]),
  );
  const links = rest.links.map((link) =>
    Buffer.concat([
      field(1, Buffer.from(link.traceId, "hex")),
      field(2, Buffer.from(link.spanId, "hex")),
      field(3, link.traceState),
      attributes(4, link.attributes),
    ]),
  );
  return Buffer.concat([
    field(1, Buffer.from(traceId, "hex")),
    field(2, Buffer.from(spanId, "hex")),
    field(3, traceState),
    field(5, name),
    fixed64(7, rest.startTimeUnixNano),
    fixed64(8, rest.endTimeUnixNano),
    attributes(9, rest.attributes),
    all(11, events),
    all(13, links),
    field(15, Buffer.concat([field(2, rest.status.message), varint(3 * 8), varint(rest.status.code)])),
  ]);
}

/** The request in protocol buffers, by numbers from opentelemetry-proto: nothing of the product checks itself here. */
export function protobuf({ resourceSpans }: TraceRequest): Buffer {
  return all(
    1,
    resourceSpans.map(({ resource, scopeSpans, schemaUrl }) =>
      Buffer.concat([
        field(1, attributes(1, resource.attributes)),
        ...scopeSpans.map(({ scope, spans, schemaUrl: schemaOfSpans }) =>
          field(
            2,
            Buffer.concat([
              field(
                1,
                Buffer.concat([
                  field(1, scope.name),
                  field(2, scope.version),
                  attributes(3, scope.attributes),
                ]),
              ),
              all(2, spans.map(span)),
              field(3, schemaOfSpans),
            ]),
          ),
        ),
        field(3, schemaUrl),
      ]),
    ),
  );
}
