import { isUtf8 } from "node:buffer";
import { type Engine, NOWHERE, type Place } from "../engine";
import { MASKING_ERROR } from "../policy";
import type { Tally } from "../tally";
import { attributePlace, maskBytes } from "./attributes";
import { type Content, EXPORT_TRACE_SERVICE_REQUEST, type Message } from "./schema";
import {
  decimal,
  encodeField,
  type Field,
  fieldsOf,
  LENGTH_DELIMITED,
  MalformedMessage,
  VARINT,
} from "./wire";

/** How deep lists in lists are followed. */
const DEEPEST_VALUE = 64;

/** Numbers of the members of `AnyValue` and `KeyValue`. */
const KEY = 1;
const VALUE = 2;
const [STRING, INT, ARRAY, LIST, BYTES] = [1, 3, 5, 6, 7];

/** OTLP's binary form; what does not change, and what the schema does not know, keeps every byte. Undefined if the
 *  bytes are no such message. */
export function maskOtlpProtobuf(bytes: Uint8Array, engine: Engine, tally: Tally): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return new MessageMasker(buffer, engine, tally).request();
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}

/** What a field becomes: other fields, or nothing else (undefined). */
type Change = Uint8Array | undefined;

class MessageMasker {
  constructor(
    private readonly buffer: Buffer,
    private readonly engine: Engine,
    private readonly tally: Tally,
  ) {}

  request(): Uint8Array {
    return this.message(0, this.buffer.length, EXPORT_TRACE_SERVICE_REQUEST) ?? this.buffer;
  }

  private message(start: number, end: number, { fields }: Message): Change {
    return this.rewrite(start, end, (field) => {
      const content = fields.get(field.number);
      if (content === undefined || field.type !== LENGTH_DELIMITED) return undefined;
      return wrap(field.number, this.content(field, content));
    });
  }

  private content({ content: start, end }: Field, content: Content): Change {
    if (content === "text") return this.text(start, end, NOWHERE);
    if (content === "key-value") return this.keyValue(start, end, 0);
    if (content === "any-value") return this.anyValue(start, end, NOWHERE, 0);
    return this.message(start, end, content);
  }

  private keyValue(start: number, end: number, depth: number): Change {
    const key = this.engine.name(this.keyOf(start, end), this.tally);
    const place = depth === 0 ? attributePlace(this.engine, key) : { key, isStructural: false };
    return this.rewrite(start, end, (field) => {
      if (field.type !== LENGTH_DELIMITED) return undefined;
      if (field.number === KEY) return wrap(KEY, this.name(field));
      return field.number === VALUE
        ? wrap(VALUE, this.anyValue(field.content, field.end, place, depth))
        : undefined;
    });
  }

  /** The key of an attribute, which may stand behind its value; the last counts. */
  private keyOf(start: number, end: number): string {
    const keys = [...fieldsOf(this.buffer, start, end)].filter(
      ({ number, type }) => number === KEY && type === LENGTH_DELIMITED,
    );
    const key = keys.at(-1);
    return key === undefined ? "" : this.buffer.toString("utf8", key.content, key.end);
  }

  private anyValue(start: number, end: number, place: Place, depth: number): Change {
    if (depth > DEEPEST_VALUE) {
      this.tally.failed++;
      return encodeField(STRING, Buffer.from(MASKING_ERROR));
    }
    return this.rewrite(start, end, (field) => this.valueField(field, place, depth));
  }

  private valueField(field: Field, place: Place, depth: number): Change {
    const { content, end, number, type } = field;
    if (number === INT && type === VARINT) return this.int(field, place);
    if (type !== LENGTH_DELIMITED) return undefined;
    if (number === STRING) return wrap(STRING, this.text(content, end, place));
    if (number === BYTES) return this.bytes(field, place);
    if (number === ARRAY)
      return wrap(
        ARRAY,
        this.items(content, end, (item) => this.anyValue(item.content, item.end, place, depth + 1)),
      );
    if (number === LIST)
      return wrap(
        LIST,
        this.items(content, end, (item) => this.keyValue(item.content, item.end, depth + 1)),
      );
    return undefined;
  }

  /** The repeated first field of `ArrayValue` and `KeyValueList`. */
  private items(start: number, end: number, mask: (field: Field) => Change): Change {
    return this.rewrite(start, end, (field) =>
      field.number === 1 && field.type === LENGTH_DELIMITED ? wrap(1, mask(field)) : undefined,
    );
  }

  private int({ content, end }: Field, place: Place): Change {
    if (end - content < 2) return undefined;
    const label = this.engine.number(decimal(this.buffer, content, end), place, this.tally);
    return label === undefined ? undefined : encodeField(STRING, Buffer.from(label ?? ""));
  }

  private bytes({ content, end }: Field, place: Place): Change {
    const masked = maskBytes(this.buffer.subarray(content, end), place, {
      engine: this.engine,
      tally: this.tally,
    });
    if (masked === undefined) return undefined;
    return masked.bytes === undefined
      ? encodeField(STRING, Buffer.from(masked.label))
      : encodeField(BYTES, masked.bytes);
  }

  private name({ content, end }: Field): Change {
    const name = this.buffer.toString("utf8", content, end);
    const masked = this.engine.name(name, this.tally);
    return masked === name ? undefined : Buffer.from(masked);
  }

  private text(start: number, end: number, place: Place): Change {
    if (!isUtf8(this.buffer.subarray(start, end))) {
      this.tally.failed++;
      return Buffer.from(MASKING_ERROR);
    }
    const text = this.buffer.toString("utf8", start, end);
    const masked = this.engine.string(text, place, this.tally);
    return masked === text ? undefined : Buffer.from(masked ?? "");
  }

  /** A message with some of its fields replaced; undefined if none was. */
  private rewrite(start: number, end: number, change: (field: Field) => Change): Change {
    const parts: Uint8Array[] = [];
    let written = start;
    for (const field of fieldsOf(this.buffer, start, end)) {
      const changed = change(field);
      if (changed === undefined) continue;
      parts.push(this.buffer.subarray(written, field.start), changed);
      written = field.end;
    }
    if (parts.length === 0) return undefined;
    parts.push(this.buffer.subarray(written, end));
    return Buffer.concat(parts);
  }
}

function wrap(fieldNumber: number, content: Change): Change {
  return content === undefined ? undefined : encodeField(fieldNumber, content);
}
