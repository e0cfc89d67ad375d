import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { Outbox, type OutboxHealth, type OutboxLimits } from "../delivery/outbox";
import type { Dispatch } from "../thread/dispatch";
import { written } from "./record";

/** 16 MiB is what a service loses at most when it ends while Langfuse is down. */
const LIMITS: OutboxLimits = { items: 2_048, bytes: 16 * 2 ** 20, batchItems: 512, lingerMs: 1_000 };

/** The only way out for spans. An exporter, and not the SDK's `mask`, which sees six attributes and neither names, statuses,
 *  events nor tags. */
export class TraceExporter implements SpanExporter {
  private readonly outbox: Outbox;

  constructor(dispatch: Dispatch) {
    this.outbox = new Outbox(LIMITS, () => dispatch.batch("traces"));
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  export(spans: readonly ReadableSpan[], done: (result: ExportResult) => void): void {
    for (const span of spans) this.outbox.add(() => written(span));
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
