import { createMasker } from "@langfuse-aws/masking";

const masker = createMasker();

it("masks attributes of OTLP JSON by their keys, wherever the key stands", () => {
  const span = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "1234567890123456",
    name: "ask ana@example.com",
    startTimeUnixNano: "1700000000000000000",
    status: { message: "no such user ana@example.com" },
    attributes: [
      { key: "fono", value: { intValue: "987654321" } },
      { value: { stringValue: '{"n":987654321}' }, key: "langfuse.observation.usage_details" },
      { key: "tags", value: { arrayValue: { values: [{ stringValue: "12.345.678-5" }] } } },
      { key: "m", value: { kvlistValue: { values: [{ key: "password", value: { stringValue: "x" } }] } } },
    ],
  };
  const document = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
  const masked = masker.otlpJson(document);
  expect(
    masked.outcome === "masked" ? JSON.parse(masked.body).resourceSpans[0].scopeSpans[0].spans[0] : masked,
  ).toEqual({
    ...span,
    name: "ask [EMAIL]",
    status: { message: "no such user [EMAIL]" },
    attributes: [
      { key: "fono", value: { stringValue: "[PHONE]" } },
      { value: { stringValue: '{"n":987654321}' }, key: "langfuse.observation.usage_details" },
      { key: "tags", value: { arrayValue: { values: [{ stringValue: "[ID]" }] } } },
      {
        key: "m",
        value: { kvlistValue: { values: [{ key: "password", value: { stringValue: "[TOKEN]" } }] } },
      },
    ],
  });
});

it("keeps every byte of a protocol buffer in which there is nothing to mask", () => {
  // resource_spans { scope_spans { spans { name: "ask" unknown 99: "x" } } }
  const span = [0x2a, 3, ...Buffer.from("ask"), 0x9a, 0x06, 1, 0x78];
  const request = Uint8Array.from([0x0a, span.length + 4, 0x12, span.length + 2, 0x12, span.length, ...span]);
  expect(masker.otlpProtobuf(request)).toEqual({ outcome: "masked", body: Buffer.from(request) });
});

it("masks text of a protocol buffer and mends the lengths around it", () => {
  const name = Buffer.from("ask ana@example.com");
  const span = [0x2a, name.length, ...name, 0x9a, 0x06, 1, 0x78];
  const request = Uint8Array.from([0x0a, span.length + 4, 0x12, span.length + 2, 0x12, span.length, ...span]);
  const masked = [0x2a, 11, ...Buffer.from("ask [EMAIL]"), 0x9a, 0x06, 1, 0x78];
  expect(masker.otlpProtobuf(request)).toEqual({
    outcome: "masked",
    body: Buffer.from([0x0a, masked.length + 4, 0x12, masked.length + 2, 0x12, masked.length, ...masked]),
  });
});

it("says when bytes are no protocol buffer", () => {
  expect(masker.otlpProtobuf(Buffer.from("resourceSpans"))).toEqual({ outcome: "malformed" });
});
