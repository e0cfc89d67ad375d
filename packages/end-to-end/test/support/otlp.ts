import type { Plantation } from "./planted";

/** OTLP's values as its JSON has them. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly bytesValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly KeyValue[] } };

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

const text = (stringValue: string): AnyValue => ({ stringValue });

/** Attributes of every type, with something planted in each, named by where they stand. */
function attributes(field: Plantation, where: string): readonly KeyValue[] {
  const at = (name: string) => `${where}, ${name}`;
  const kvlist = [
    { key: "inner", value: text(field.text(at("value of a list"))) },
    { key: field.text(at("key of a list")), value: text("x") },
    { key: "deep", value: { arrayValue: { values: [text(field.text(at("array in a list")))] } } },
  ];
  return [
    { key: "note", value: text(field.text(at("text"))) },
    { key: field.email(at("key")), value: text("x") },
    { key: "json", value: text(JSON.stringify({ a: [{ b: field.text(at("JSON")) }] })) },
    {
      key: "json.twice",
      value: text(JSON.stringify({ a: JSON.stringify({ b: field.text(at("JSON in JSON")) }) })),
    },
    { key: "list", value: { arrayValue: { values: [text("a"), text(field.text(at("array")))] } } },
    { key: "nested", value: { kvlistValue: { values: kvlist } } },
    { key: "fono", value: { intValue: String(field.number(at("number"))) } },
    { key: "raw", value: { bytesValue: Buffer.from(field.text(at("bytes"))).toString("base64") } },
  ];
}

/** What Langfuse reads of spans, by the names it has for it. */
const KNOWN = [
  ..."langfuse.observation.input langfuse.observation.output langfuse.observation.metadata".split(" "),
  ..."langfuse.observation.metadata.note langfuse.observation.status_message langfuse.trace.input".split(" "),
  ..."langfuse.trace.name langfuse.trace.metadata.note session.id".split(" "),
  ..."langfuse.trace.output input.value output.value gen_ai.prompt gen_ai.completion gen_ai.input.messages".split(
    " ",
  ),
  ..."gen_ai.output.messages gen_ai.tool.call.arguments gen_ai.system_instructions ai.prompt exception.message".split(
    " ",
  ),
  ..."traceloop.entity.input mlflow.spanInputs lk.input_text url.full db.statement user.email".split(" "),
];
const STRUCTURAL = ["gen_ai.request.model", "langfuse.environment", "langfuse.release", "gen_ai.system"];

/** A trace request with something planted in every field that the protocol has. */
export function traceRequest(field: Plantation, { spanId }: { readonly spanId: string }) {
  const known = [
    ...KNOWN.map((key) => ({ key, value: text(field.text(key)) })),
    ...STRUCTURAL.map((key) => ({ key, value: text(field.structural(key)) })),
    {
      key: "langfuse.observation.model.parameters",
      value: text(JSON.stringify({ stop: field.text("parameters") })),
    },
    { key: "langfuse.trace.tags", value: { arrayValue: { values: [text(field.text("tags"))] } } },
    { key: "user.id", value: text(field.email("user id")) },
    // Long enough for a thread of the gateway, where short requests are masked at once.
    { key: "long", value: text(`${"An order of 2024. ".repeat(1500)}${field.text("end of a long text")}`) },
  ];
  const span = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId,
    traceState: `vendor=${field.email("trace state")}`,
    name: field.text("name of a span"),
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000001000000000",
    attributes: [...known, ...attributes(field, "span")],
    events: [
      {
        timeUnixNano: "1700000000500000000",
        name: field.text("name of an event"),
        attributes: [
          { key: "exception.stacktrace", value: text(field.text("stack of an exception")) },
          ...attributes(field, "event"),
        ],
      },
    ],
    links: [
      {
        traceId: "0af7651916cd43dd8448eb211c80319c",
        spanId: "b7ad6b7169203332",
        traceState: `vendor=${field.email("trace state of a link")}`,
        attributes: attributes(field, "link"),
      },
    ],
    status: { code: 2, message: field.text("message of a status") },
  };
  const scope = {
    name: field.text("name of a scope"),
    version: field.text("version of a scope"),
    attributes: attributes(field, "scope"),
  };
  const scopeSpans = [
    { scope, spans: [span], schemaUrl: `https://example.com/${field.email("schema of spans")}` },
  ];
  const resource = { attributes: attributes(field, "resource") };
  return {
    resourceSpans: [
      { resource, scopeSpans, schemaUrl: `https://example.com/${field.email("schema of a resource")}` },
    ],
  };
}

export type TraceRequest = ReturnType<typeof traceRequest>;
