/** What stands in every body and must not arrive: made up, and nobody's. */
export const PERSONAL = ["ana.perez@example.com", "+56 9 8765 4321", "12.345.678-5"] as const;

/** Text of an assistant, with an address, a phone number and an id now and then. */
export function prose(length: number): string {
  const sentence =
    "Thank you for your question about the third paragraph of the contract, which was signed in 2024. ";
  const [email, phone, id] = PERSONAL;
  const block = `${sentence.repeat(12)}Write to ${email} or call ${phone}, RUT ${id}. `;
  return block.repeat(Math.ceil(length / block.length)).slice(0, length);
}

function attributes(index: number): readonly (readonly [key: string, value: string])[] {
  return [
    ["langfuse.observation.type", "generation"],
    ["langfuse.observation.input", JSON.stringify([{ role: "user", content: prose(3000) }])],
    ["langfuse.observation.output", prose(3000)],
    ["user.id", `user-${index}`],
  ];
}

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const spanId = (index: number) => String(index).padStart(16, "b");

/** Spans of generations, 6.5 kB each, as JSON. */
export function otlpJson(count: number): Buffer {
  const spans = Array.from({ length: count }, (_, index) => ({
    traceId: TRACE_ID,
    spanId: spanId(index),
    name: "answer",
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000001000000000",
    attributes: attributes(index).map(([key, value]) => ({ key, value: { stringValue: value } })),
  }));
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
}

/** The same spans in protocol buffers. */
export function otlpProtobuf(count: number): Buffer {
  const spans = Array.from({ length: count }, (_, index) =>
    field(
      2,
      field(1, Buffer.from(TRACE_ID, "hex")),
      field(2, Buffer.from(spanId(index), "hex")),
      field(5, Buffer.from("answer")),
      ...attributes(index).map(([key, value]) =>
        field(9, field(1, Buffer.from(key)), field(2, field(1, Buffer.from(value)))),
      ),
    ),
  );
  return field(1, field(2, ...spans));
}

/** A length-delimited field. */
function field(number: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([number * 8 + 2]), varint(content.length), content]);
}

function varint(value: number): Buffer {
  return value < 128
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value % 128) + 128]), varint(Math.floor(value / 128))]);
}
