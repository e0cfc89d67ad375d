import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { Outbox, type OutboxHealth, type OutboxLimits } from "../delivery/outbox";
import type { Dispatch } from "../thread/dispatch";
import { written } from "./record";

/** 16 MiB is what a service loses at most when it ends while Langfuse is down. */
const LIMITS: OutboxLimits = { items: 2_048, bytes: 16 * 2 ** 20, batchItems: 512, lingerMs: 1_000 };

/** The only way out for spans. Not the SDK's `mask`, which sees six attributes and neither names, statuses, events nor
 *  tags. */
export class Traces {
  private readonly outbox: Outbox;

  constructor(dispatch: Dispatch) {
    this.outbox = new Outbox(LIMITS, () => dispatch.batch("traces"));
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  add(span: ReadableSpan): void {
    this.outbox.add(() => written(span));
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.outbox.flush(timeoutMs);
  }

  close(timeoutMs: number): Promise<boolean> {
    return this.outbox.close(timeoutMs);
  }
}
