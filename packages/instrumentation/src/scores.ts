import { Outbox, type OutboxHealth, type OutboxLimits } from "./delivery/outbox";
import type { ScoreRecord } from "./score-batch";
import type { Dispatch } from "./thread/dispatch";

/** What is found about a trace or an observation. */
export interface Score {
  readonly name: string;
  /** A boolean makes a BOOLEAN score, a number a NUMERIC, a text a CATEGORICAL one. */
  readonly value: boolean | number | string;
  /** Masked, as `metadata` is. */
  readonly comment?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The score config that Langfuse checks the value by. */
  readonly configId?: string;
}

/** What a score is about. */
export interface ScoreTarget {
  readonly traceId: string;
  /** @default the trace as a whole */
  readonly observationId?: string;
}

const LIMITS: OutboxLimits = { items: 1_000, bytes: 2 * 2 ** 20, batchItems: 200, lingerMs: 1_000 };

/** The only way out for scores. Not the SDK's, which masks nothing, and loses what it cannot send at once. */
export class Scores {
  private readonly outbox: Outbox;

  constructor(
    dispatch: Dispatch,
    private readonly environment: string,
  ) {
    this.outbox = new Outbox(LIMITS, () => dispatch.batch("scores"));
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  add({ traceId, observationId }: ScoreTarget, score: Score): void {
    const { environment } = this;
    this.outbox.add(() => {
      const record: ScoreRecord = { ...score, traceId, observationId, environment };
      return JSON.stringify(record);
    });
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.outbox.flush(timeoutMs);
  }

  close(timeoutMs: number): Promise<boolean> {
    return this.outbox.close(timeoutMs);
  }
}
