import { configureGlobalLogger, LogLevel } from "@langfuse/core";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { setLangfuseTracerProvider } from "@langfuse/tracing";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, type IdGenerator, RandomIdGenerator } from "@opentelemetry/sdk-trace-base";
import type { Resolved } from "./options";
import type { TraceExporter } from "./spans/exporter";

/** A provider of its own: what the service already traces with keeps its provider, and gets none of these spans. */
export class LangfuseProvider {
  readonly tracers: BasicTracerProvider;
  private readonly ids = new Ids();

  /** Without an exporter nothing is recorded. */
  constructor(
    { service, release, environment, connection, sampler }: Resolved,
    exporter: TraceExporter | undefined,
  ) {
    // At DEBUG the SDK prints attributes before anything has masked them; what it prints of errors is in `health`.
    configureGlobalLogger({ level: LogLevel.NONE });
    const processor =
      exporter &&
      new LangfuseSpanProcessor({
        ...connection,
        environment,
        release,
        exporter,
        exportMode: "immediate", // the exporter has a queue of its own, bounded in bytes
        mediaUploadEnabled: false, // it would upload pictures from before the masking
      });
    this.tracers = new BasicTracerProvider({
      resource: resourceFromAttributes({ "service.name": service, "service.version": release }),
      sampler,
      idGenerator: this.ids,
      spanProcessors: processor ? [processor] : [],
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

  /** Never rejects. */
  async flush(): Promise<void> {
    await this.tracers.forceFlush().catch(() => {});
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
