import { configureGlobalLogger, LogLevel } from "@langfuse/core";
import { setLangfuseTracerProvider } from "@langfuse/tracing";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, type IdGenerator, RandomIdGenerator } from "@opentelemetry/sdk-trace-base";
import type { Outbox } from "./delivery/outbox";
import type { Resolved } from "./options";
import { SpanCollector } from "./spans/collector";

/** A provider of its own: what the service already traces with keeps its provider, and gets none of these spans. */
export class LangfuseProvider {
  readonly tracers: BasicTracerProvider;
  private readonly ids = new Ids();

  /** Without a way out nothing is recorded. */
  constructor({ service, release, environment, sampler }: Resolved, traces: Outbox | undefined) {
    // What the SDK prints of errors is in `health`, and at DEBUG it prints what nothing has masked.
    configureGlobalLogger({ level: LogLevel.NONE });
    this.tracers = new BasicTracerProvider({
      resource: resourceFromAttributes({ "service.name": service, "service.version": release }),
      sampler,
      idGenerator: this.ids,
      spanProcessors: traces ? [new SpanCollector({ environment, release, traces })] : [],
    });
    setLangfuseTracerProvider(this.tracers);
    // Where the service has one already this does nothing, and ours is not needed.
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  }

  /** Begins a trace with a given id; `start` begins its first span, at once and without a parent. */
  withTraceId<Result>(traceId: string, start: () => Result): Result {
    this.ids.nextTraceId = traceId;
    try {
      return start();
    } finally {
      this.ids.nextTraceId = undefined;
    }
  }

  /** Never rejects. The SDK keeps this provider, which sends nothing any more: without one it would trace with that of
   *  the service, unmasked. */
  async shutdown(): Promise<void> {
    await this.tracers.shutdown().catch(() => {});
  }
}

/** Random ids, but for a trace whose id is given. */
class Ids implements IdGenerator {
  nextTraceId: string | undefined;
  private readonly random = new RandomIdGenerator();

  generateTraceId(): string {
    return this.nextTraceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return this.random.generateSpanId();
  }
}
