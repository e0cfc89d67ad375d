/** Thrown for bytes that are no protocol buffer; never leaves this folder. */
export class MalformedMessage extends Error {}

/** One field as it stands in a message. */
export interface Field {
  readonly number: number;
  readonly type: number;
  /** Where its tag starts, its content starts, and both end. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export const VARINT = 0;
export const LENGTH_DELIMITED = 2;

/** The fields of a message, in order.
 *  @throws MalformedMessage */
export function* fieldsOf(bytes: Uint8Array, start: number, end: number): Generator<Field> {
  for (let index = start; index < end; ) {
    const tag = readVarint(bytes, index, end);
    const type = tag.value & 7;
    const fieldNumber = tag.value >>> 3;
    const { content, length } = contentOf(bytes, { type, start: tag.next, end });
    if (fieldNumber === 0 || content + length > end)
      throw new MalformedMessage("a field reaches beyond its message");
    yield { number: fieldNumber, type, start: index, content, end: content + length };
    index = content + length;
  }
}

function contentOf(bytes: Uint8Array, field: { type: number; start: number; end: number }) {
  const { type, start, end } = field;
  if (type === VARINT) return { content: start, length: readVarint(bytes, start, end).next - start };
  if (type === 1) return { content: start, length: 8 };
  if (type === 5) return { content: start, length: 4 };
  if (type !== LENGTH_DELIMITED) throw new MalformedMessage(`wire type ${type} is none of OTLP's`);
  const length = readVarint(bytes, start, end);
  return { content: length.next, length: length.value };
}

/** A varint up to 2^53; of greater ones, which only a signed value can be, nothing but the length counts. */
function readVarint(bytes: Uint8Array, start: number, end: number): { value: number; next: number } {
  let value = 0;
  for (let index = start; index < end && index < start + 10; index++) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (index - start));
    if (byte < 0x80) return { value, next: index + 1 };
  }
  throw new MalformedMessage("a number does not end");
}

/** A signed 64-bit varint in decimal. */
export function decimal(bytes: Uint8Array, start: number, end: number): string {
  let value = 0n;
  for (let index = start; index < end; index++)
    value |= BigInt((bytes[index] ?? 0) & 0x7f) << BigInt(7 * (index - start));
  return BigInt.asIntN(64, value).toString();
}

/** A length-delimited field. */
export function encodeField(fieldNumber: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint(fieldNumber * 8 + LENGTH_DELIMITED), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest);
      return Buffer.from(bytes);
    }
    bytes.push((rest % 128) + 128);
  }
}
