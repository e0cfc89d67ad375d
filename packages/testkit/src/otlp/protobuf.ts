import { ApiError } from "../http/errors";
import type { OtlpRequest } from "./request";

type Scalar = "text" | "hex" | "base64" | "varint" | "signed" | "bool" | "fixed64" | "double";
interface FieldOfSchema {
  readonly name: string;
  readonly type: Scalar | Schema;
  readonly isList: boolean;
}
type Schema = () => Readonly<Record<number, FieldOfSchema>>;

// Numbers from opentelemetry/proto/{trace,resource,common}/v1/*.proto, stable since 1.0.
const anyValue: Schema = () => ({
  1: one("stringValue", "text"),
  2: one("boolValue", "bool"),
  3: one("intValue", "signed"),
  4: one("doubleValue", "double"),
  5: one("arrayValue", () => ({ 1: many("values", anyValue) })),
  6: one("kvlistValue", () => ({ 1: many("values", keyValue) })),
  7: one("bytesValue", "base64"),
});
const keyValue: Schema = () => ({ 1: one("key", "text"), 2: one("value", anyValue) });
const resource: Schema = () => ({ 1: many("attributes", keyValue) });
const scope: Schema = () => ({
  1: one("name", "text"),
  2: one("version", "text"),
  3: many("attributes", keyValue),
});
const event: Schema = () => ({
  1: one("timeUnixNano", "fixed64"),
  2: one("name", "text"),
  3: many("attributes", keyValue),
});
const link: Schema = () => ({
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  3: one("traceState", "text"),
  4: many("attributes", keyValue),
});
const status: Schema = () => ({ 2: one("message", "text"), 3: one("code", "varint") });
const span: Schema = () => ({
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  3: one("traceState", "text"),
  4: one("parentSpanId", "hex"),
  5: one("name", "text"),
  6: one("kind", "varint"),
  7: one("startTimeUnixNano", "fixed64"),
  8: one("endTimeUnixNano", "fixed64"),
  9: many("attributes", keyValue),
  11: many("events", event),
  13: many("links", link),
  15: one("status", status),
});
const scopeSpans: Schema = () => ({ 1: one("scope", scope), 2: many("spans", span) });
const resourceSpans: Schema = () => ({ 1: one("resource", resource), 2: many("scopeSpans", scopeSpans) });
const request: Schema = () => ({ 1: many("resourceSpans", resourceSpans) });

function one(name: string, type: Scalar | Schema): FieldOfSchema {
  return { name, type, isList: false };
}

function many(name: string, type: Schema): FieldOfSchema {
  return { name, type, isList: true };
}

/** OTLP's binary form as its JSON form; written apart from the masking engine's reader, so that one can show the
 *  other's mistakes.
 *  @throws ApiError 400 for bytes that are no such message */
export function decodeOtlp(bytes: Buffer): OtlpRequest {
  try {
    return message(bytes, request); // by the schema above
  } catch (error) {
    if (error instanceof RangeError) throw new ApiError(400, "Failed to parse OTel Protobuf");
    throw error;
  }
}

function message(bytes: Buffer, schema: Schema): Record<string, never> {
  const fields = schema();
  const result: Record<string, unknown> = {};
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const tag = Number(reader.varint());
    const content = reader.content(tag & 7);
    const field = fields[tag >>> 3];
    if (!field) continue;
    const value =
      typeof field.type === "function" ? message(content, field.type) : scalar(content, field.type);
    if (!field.isList) result[field.name] = value;
    else result[field.name] = [...list(result[field.name]), value];
  }
  return result as Record<string, never>; // assignable to the one interface that describes this schema
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function scalar(content: Buffer, type: Scalar): unknown {
  switch (type) {
    case "text":
      return content.toString("utf8");
    case "hex":
    case "base64":
      return content.toString(type);
    case "fixed64":
      return content.readBigUInt64LE().toString();
    case "double":
      return content.readDoubleLE();
    case "signed":
      return BigInt.asIntN(64, new Reader(content).varint()).toString();
    case "varint":
      return Number(new Reader(content).varint());
    case "bool":
      return new Reader(content).varint() !== 0n;
  }
}

class Reader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  /** @throws RangeError where the bytes end within it */
  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes.readUInt8(this.position++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number does not end");
  }

  /** The bytes of a field by its wire type.
   *  @throws RangeError where they are not all there */
  content(wireType: number): Buffer {
    const start = this.position;
    if (wireType === 0) {
      this.varint();
      return this.bytes.subarray(start, this.position);
    }
    if (wireType === 2) return this.take(Number(this.varint()));
    if (wireType === 1) return this.take(8);
    if (wireType === 5) return this.take(4);
    throw new RangeError(`wire type ${wireType} is none of OTLP's`);
  }

  private take(length: number): Buffer {
    const end = this.position + length;
    if (end > this.bytes.length) throw new RangeError("a field reaches beyond its message");
    const content = this.bytes.subarray(this.position, end);
    this.position = end;
    return content;
  }
}
