import { createMasker, MASKING_ERROR, Tally } from "@langfuse-aws/masking";
import { encodeField } from "../src/otlp/wire";

const EMAIL = "ana.planted@example.com";
const PLANTED = /planted|12\.345\.678|987654321/;
const masker = createMasker();

const text = (field: number, value = EMAIL) => encodeField(field, Buffer.from(value));
const message = (field: number, ...parts: Uint8Array[]) => encodeField(field, Buffer.concat(parts));
const attribute = (field: number, key: string, ...value: Uint8Array[]) =>
  message(field, text(1, key), message(2, ...value));
const varint = (field: number, ...bytes: number[]) => Buffer.from([field * 8, ...bytes]);

const TRACE_ID = encodeField(1, Buffer.from("0af7651916cd43dd8448eb211c80319c", "hex"));
const START = Buffer.concat([Buffer.from([0x39]), Buffer.from("0011223344556677", "hex")]);

/** Every field that may hold text, with something planted in it. */
function request(): Buffer {
  const attributes = (field: number) => [
    attribute(field, "langfuse.trace.metadata.who", text(1)),
    attribute(field, EMAIL, text(1, "by name")),
    attribute(
      field,
      "langfuse.trace.tags",
      message(5, message(1, text(1)), message(1, text(1, "12.345.678-5"))),
    ),
    attribute(
      field,
      "map",
      message(6, attribute(1, "inner", text(1)), attribute(1, "list", message(5, message(1, text(1))))),
    ),
    attribute(field, "bytes", text(7)),
    attribute(field, "picture", encodeField(7, Buffer.from([0xff, 0xd8, 0xff]))),
    attribute(field, "fono", varint(3, 0xb1, 0xd1, 0xf9, 0xd6, 0x03)),
    attribute(field, "langfuse.observation.model.name", text(1)),
  ];
  const event = message(11, text(2), ...attributes(3));
  const link = message(13, TRACE_ID, text(3), ...attributes(4));
  const status = message(15, text(2), varint(3, 2));
  const span = message(2, TRACE_ID, text(3), text(5), START, ...attributes(9), event, link, status);
  const scope = message(1, text(1), text(2), ...attributes(3));
  const resource = message(1, ...attributes(1), message(3, text(1), text(2), text(3)));
  return message(1, resource, message(2, scope, span, text(3)), text(3));
}

it("lets nothing planted in a protocol buffer through, and keeps ids and times", () => {
  const original = request();
  expect(original.toString("latin1")).toMatch(PLANTED);
  const masked = masker.otlpProtobuf(original);
  const body = masked.outcome === "masked" ? Buffer.from(masked.body) : Buffer.alloc(0);
  expect(body.toString("latin1")).not.toMatch(PLANTED);
  expect(body.includes(TRACE_ID) && body.includes(START)).toBe(true);
  expect(body.toString("latin1")).toMatch(/\[MEDIA\]/);
  expect(body.includes(attribute(9, "fono", text(1, "[PHONE]")))).toBe(true);
  expect(masker.otlpProtobuf(body)).toEqual({ outcome: "masked", body });
});

it("reads an attribute's key where it stands behind the value", () => {
  const backwards = message(9, message(2, text(1, "hunter22")), text(1, "password"));
  const masked = masker.otlpProtobuf(message(1, message(2, message(2, backwards))));
  expect(masked).toMatchObject({ outcome: "masked" });
  expect(masked.outcome === "masked" && Buffer.from(masked.body).includes("hunter22")).toBe(false);
});

it("does not let out text that is no UTF-8", () => {
  const tally = new Tally();
  const span = message(2, encodeField(5, Buffer.from([0x61, 0xff, 0x40])));
  const masked = masker.otlpProtobuf(message(1, message(2, span)), tally);
  expect(masked.outcome === "masked" && Buffer.from(masked.body).includes(MASKING_ERROR)).toBe(true);
  expect(tally.failed).toBe(1);
});

it("ends lists in lists in lists without ending the stack", () => {
  let value: Uint8Array = text(1);
  for (let depth = 0; depth < 5000; depth++) value = message(5, message(1, value));
  const masked = masker.otlpProtobuf(message(1, message(1, attribute(1, "deep", value))));
  expect(masked.outcome === "masked" && Buffer.from(masked.body).includes(MASKING_ERROR)).toBe(true);
});

it("masks what the enterprise edition's callback gets: an array, with ids as buffers of numbers", () => {
  const traceId = {
    type: "Buffer",
    data: [10, 247, 101, 25, 22, 205, 67, 221, 132, 72, 235, 33, 28, 128, 49, 156],
  };
  const span = { traceId, startTimeUnixNano: "1700000000000000000", name: EMAIL };
  const masked = masker.otlpJson(JSON.stringify([{ scopeSpans: [{ spans: [span] }] }]));
  expect(masked.outcome === "masked" && JSON.parse(masked.body)).toEqual([
    { scopeSpans: [{ spans: [{ ...span, name: "[EMAIL]" }] }] },
  ]);
});

it("masks bytes in OTLP JSON as text, and what is no text as a medium", () => {
  const value = (bytes: Buffer) => ({ bytesValue: bytes.toString("base64") });
  const attributes = [
    { key: "text", value: value(Buffer.from(EMAIL)) },
    { key: "picture", value: value(Buffer.from([0xff, 0xd8, 0xff])) },
  ];
  const masked = masker.otlpJson(JSON.stringify({ attributes }));
  expect(masked.outcome === "masked" && JSON.parse(masked.body).attributes).toEqual([
    { key: "text", value: value(Buffer.from("[EMAIL]")) },
    { key: "picture", value: value(Buffer.from("[MEDIA]")) },
  ]);
});
