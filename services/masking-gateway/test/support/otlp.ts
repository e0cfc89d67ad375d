import { PLANTED, TEXT } from "./planted";

const attribute = (key: string, value: unknown) => ({ key, value });
const attributes = [
  attribute("langfuse.observation.input", { stringValue: JSON.stringify({ content: TEXT }) }),
  attribute("langfuse.observation.metadata.note", { stringValue: TEXT }),
  attribute("langfuse.trace.tags", { arrayValue: { values: [{ stringValue: TEXT }] } }),
  attribute("nested", {
    kvlistValue: { values: [attribute("inner", { stringValue: TEXT }), attribute(TEXT, { intValue: "1" })] },
  }),
  attribute("user.id", { stringValue: PLANTED[0] }),
  attribute("session.id", { stringValue: TEXT }),
  attribute("fono", { intValue: "987654321" }),
  attribute("raw", { bytesValue: Buffer.from(TEXT).toString("base64") }),
];

/** A trace request with planted values in every field that the protocol has for text. */
export function otlpJson() {
  return {
    resourceSpans: [
      {
        resource: { attributes: [attribute("host.owner", { stringValue: TEXT })] },
        scopeSpans: [
          {
            scope: { name: TEXT, version: "1.0.0", attributes },
            spans: [
              {
                traceId: "0af7651916cd43dd8448eb211c80319c",
                spanId: "b7ad6b7169203331",
                traceState: `vendor=${PLANTED[0]}`,
                name: `ask ${TEXT}`,
                kind: 1,
                startTimeUnixNano: "1700000000000000000",
                endTimeUnixNano: "1700000001000000000",
                attributes,
                events: [{ timeUnixNano: "1700000000500000000", name: TEXT, attributes }],
                links: [
                  { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203332", attributes },
                ],
                status: { code: 2, message: TEXT },
              },
            ],
          },
        ],
      },
    ],
  };
}

const field = (number: number, content: Uint8Array | string): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
};

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function fixed64(number: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([varint(number * 8 + 1), bytes]);
}

const text = (value: string) => field(1, value);
const keyValue = (key: string, value: Buffer) => Buffer.concat([field(1, key), field(2, value)]);

/** The same in protocol buffers, written by hand so that nothing of the product checks itself. */
export function otlpProtobuf(): Buffer {
  const all = [
    keyValue("langfuse.observation.input", text(JSON.stringify({ content: TEXT }))),
    keyValue("langfuse.trace.tags", field(5, field(1, text(TEXT)))),
    keyValue("nested", field(6, field(1, keyValue("inner", text(TEXT))))),
    keyValue("user.id", text(PLANTED[0] ?? "")),
    keyValue("raw", field(7, TEXT)),
    keyValue(TEXT, text("x")),
  ];
  const attributesAs = (number: number) => all.map((item) => field(number, item));
  const event = Buffer.concat([field(2, TEXT), ...attributesAs(3)]);
  const link = Buffer.concat([
    field(1, Buffer.alloc(16, 7)),
    field(3, `v=${PLANTED[0]}`),
    ...attributesAs(4),
  ]);
  const span = Buffer.concat([
    field(1, Buffer.alloc(16, 1)),
    field(2, Buffer.alloc(8, 2)),
    field(3, `vendor=${PLANTED[0]}`),
    field(5, `ask ${TEXT}`),
    fixed64(7, 1_700_000_000_000_000_000n),
    fixed64(8, 1_700_000_001_000_000_000n),
    ...attributesAs(9),
    field(11, event),
    field(13, link),
    field(15, Buffer.concat([field(2, TEXT), Buffer.from([0x18, 2])])),
  ]);
  const scope = Buffer.concat([field(1, TEXT), field(2, "1.0.0"), ...attributesAs(3)]);
  const scopeSpans = Buffer.concat([field(1, scope), field(2, span)]);
  const resource = field(1, keyValue("host.owner", text(TEXT)));
  return field(1, Buffer.concat([field(1, resource), field(2, scopeSpans)]));
}
