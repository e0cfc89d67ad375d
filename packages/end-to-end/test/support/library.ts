import type { Observability } from "@langfuse-aws/instrumentation";
import { createTraceState, SpanStatusCode } from "@opentelemetry/api";
import type { Plantation } from "./planted";

/** Uses all that the library offers, with something planted in each part of it: 5 observations and 3 scores. */
export function useEverything(lf: Observability, field: Plantation): void {
  const text = (name: string) => field.text(`library: ${name}`);
  const nested = (name: string) => ({ text: text(name), list: [{ deep: text(`${name}, list`) }] });
  const options = {
    input: nested("input"),
    userId: field.email("library: user"),
    sessionId: text("session"),
    tags: [text("tag")],
    metadata: { note: text("metadata of the trace"), [field.email("library: key of metadata")]: "x" },
    client: text("client"),
  };
  lf.trace(text("name of the trace"), options, (t) => {
    t.update({ output: nested("output"), metadata: nested("metadata"), statusMessage: text("status") });
    t.guard(text("answer"), { maxWords: 50 });
    t.score({
      name: text("name of a score"),
      value: text("value of a score"),
      comment: text("comment of a score"),
      metadata: nested("metadata of a score"),
    });
    lf.event(text("name of an event"), { input: text("input of an event") });
    const failing = () =>
      lf.generation(
        text("name of a generation"),
        { input: [{ role: "user", content: text("message") }], modelParameters: { stop: text("parameter") } },
        () => {
          throw new Error(text("exception"));
        },
      );
    try {
      failing();
    } catch {}
  });
  foreign(lf, field);
}

/** A span of another instrumentation. */
function foreign(lf: Observability, field: Plantation): void {
  const text = (name: string) => field.text(`other library: ${name}`);
  const traceState = createTraceState(`vendor=${field.email("other library: trace state of a link")}`);
  lf.tracerProvider
    .getTracer(`openinference ${field.email("other library: scope")}`, field.email("other library: version"))
    .startSpan(text("name"), {
      attributes: {
        "gen_ai.prompt": text("prompt"),
        "input.value": text("input"),
        "a.list": [text("list")],
        fono: field.number("other library: number"),
      },
      links: [
        {
          context: { traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1, traceState },
          attributes: { why: text("link") },
        },
      ],
    })
    .addEvent(text("event"), { "exception.message": text("attribute of an event") })
    .setStatus({ code: SpanStatusCode.ERROR, message: text("status") })
    .end();
}
