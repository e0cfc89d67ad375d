/** What a field of a message holds: text, a message, or nothing that a person writes (absent). */
export type Content = "text" | "any-value" | "key-value" | Message;

export interface Message {
  readonly fields: ReadonlyMap<number, Content>;
}

function message(fields: Readonly<Record<number, Content>>): Message {
  return { fields: new Map(Object.entries(fields).map(([number, content]) => [Number(number), content])) };
}

// Numbers from opentelemetry/proto/{trace,resource,common}/v1/*.proto, stable since 1.0.
const scope = message({ 1: "text", 2: "text", 3: "key-value" });
const event = message({ 2: "text", 3: "key-value" });
const link = message({ 3: "text", 4: "key-value" });
const status = message({ 2: "text" });
const span = message({ 3: "text", 5: "text", 9: "key-value", 11: event, 13: link, 15: status });
const entity = message({ 1: "text", 2: "text", 3: "text", 4: "text" });
const resource = message({ 1: "key-value", 3: entity });
const scopeSpans = message({ 1: scope, 2: span, 3: "text" });
// 1000: how scopes were called before 1.0; some old exporters still are.
const resourceSpans = message({ 1: resource, 2: scopeSpans, 3: "text", 1000: scopeSpans });

/** `ExportTraceServiceRequest`. */
export const EXPORT_TRACE_SERVICE_REQUEST = message({ 1: resourceSpans });
