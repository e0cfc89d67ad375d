import type { Masker, Tally } from "@langfuse-aws/masking";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Connection } from "./connection";
import { post } from "./delivery/http";
import { Outbox, type OutboxHealth, type OutboxLimits } from "./delivery/outbox";
import { SpanMasker, sizeOf } from "./mask-span";

/** 16 MiB is what a service loses at most when it ends while Langfuse is down. */
const LIMITS: OutboxLimits = {
  items: 2_048,
  bytes: 16 * 2 ** 20,
  batchItems: 128,
  batchBytes: 2 ** 18, // written down in about a millisecond, during which the service stands still
  lingerMs: 1_000,
};

/** The only way out for spans: takes them at once, masks them later, a few milliseconds at a time, and sends them by
 *  OTLP. An exporter, and not the SDK's `mask`, which sees six attributes and neither names, statuses, events nor tags. */
export class TraceExporter implements SpanExporter {
  private readonly outbox: Outbox<ReadableSpan, ReadableSpan>;

  constructor(connection: Connection, { masker, tally }: { masker: Masker; tally: Tally }) {
    const spans = new SpanMasker(masker, tally);
    this.outbox = new Outbox({
      limits: LIMITS,
      prepare: (span) => spans.mask(span),
      send: (batch, signal) => {
        const body = JsonTraceSerializer.serializeRequest([...batch]) ?? new Uint8Array();
        return post(connection, { path: "/api/public/otel/v1/traces", body, signal });
      },
    });
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  export(spans: readonly ReadableSpan[], done: (result: ExportResult) => void): void {
    for (const span of spans) this.outbox.add(span, sizeOf(span));
    done({ code: ExportResultCode.SUCCESS });
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.outbox.flush(timeoutMs);
  }

  close(timeoutMs: number): Promise<boolean> {
    return this.outbox.close(timeoutMs);
  }

  /** The provider's shutdown has nothing to do here: `close` was called before, with its deadline. */
  async shutdown(): Promise<void> {}
}
