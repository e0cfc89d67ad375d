import type { Masker, MaskingPolicy, Tally } from "@langfuse-aws/masking";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Connection } from "../connection";
import { post } from "../delivery/http";
import { Outbox, type OutboxHealth, type OutboxLimits } from "../delivery/outbox";
import { sizeOf } from "./record";
import { MaskingThread } from "./thread";
import { ThreadedBatch } from "./threaded-batch";

/** 16 MiB is what a service loses at most when it ends while Langfuse is down. */
const LIMITS: OutboxLimits = {
  items: 2_048,
  bytes: 16 * 2 ** 20,
  batchItems: 128,
  batchBytes: 2 ** 18, // without a thread, written down in about a millisecond, during which the service stands still
  lingerMs: 1_000,
};

export interface TraceExporterProps {
  readonly masker: Masker;
  /** The masker's: the thread makes one of its own. */
  readonly policy: MaskingPolicy;
  readonly tally: Tally;
  /** The compiled `masking-thread.ts`. */
  readonly threadFile: string;
}

/** The only way out for spans: takes them at once, and has them masked, written down and compressed by a thread, or, where
 *  there is none, in between other work. An exporter, and not the SDK's `mask`, which sees six attributes and neither
 *  names, statuses, events nor tags. */
export class TraceExporter implements SpanExporter {
  private readonly outbox: Outbox<ReadableSpan>;
  /** Started by the first span. */
  private thread: MaskingThread | undefined;

  constructor(connection: Connection, { masker, policy, tally, threadFile }: TraceExporterProps) {
    this.outbox = new Outbox({
      limits: LIMITS,
      batch: () => {
        this.thread ??= new MaskingThread(threadFile, policy);
        return new ThreadedBatch({ thread: this.thread, masker, tally });
      },
      send: (body, signal) => post(connection, { path: "/api/public/otel/v1/traces", body, signal }),
    });
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  /** Whether a thread does the work. */
  get hasThread(): boolean {
    return this.thread?.isAlive === true;
  }

  export(spans: readonly ReadableSpan[], done: (result: ExportResult) => void): void {
    for (const span of spans) this.outbox.add(span, sizeOf(span));
    done({ code: ExportResultCode.SUCCESS });
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.outbox.flush(timeoutMs);
  }

  async close(timeoutMs: number): Promise<boolean> {
    const isDone = await this.outbox.close(timeoutMs);
    this.thread?.end();
    return isDone;
  }

  /** The provider's shutdown has nothing to do here: `close` was called before, with its deadline. */
  async shutdown(): Promise<void> {}
}
