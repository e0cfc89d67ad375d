import { createHash, randomUUID } from "node:crypto";
import type { IngestionResponse, ScoreBody } from "@langfuse/core";
import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Connection } from "./connection";
import { type Delivery, post } from "./delivery/http";
import { Outbox, type OutboxHealth, type OutboxLimits } from "./delivery/outbox";

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

const LIMITS: OutboxLimits = {
  items: 1_000,
  bytes: 2 * 2 ** 20,
  batchItems: 50,
  batchBytes: 2 ** 19,
  lingerMs: 1_000,
};

/** The only way out for scores. Not the SDK's, which masks nothing, and loses what it cannot send at once. */
export class Scores {
  private readonly outbox: Outbox<ScoreBody, ScoreBody>;

  constructor(
    private readonly connection: Connection,
    { masker, tally, environment }: { masker: Masker; tally: Tally; environment: string },
  ) {
    const mask = (text: string) => masker.text(text, tally);
    this.outbox = new Outbox<ScoreBody, ScoreBody>({
      limits: LIMITS,
      prepare: ({ name, value, comment, metadata, ...rest }) => ({
        ...rest,
        environment,
        name: mask(name),
        value: typeof value === "string" ? mask(value) : value,
        ...(comment === undefined ? {} : { comment: mask(comment) }),
        ...(metadata === undefined ? {} : { metadata: masker.value(metadata, tally) }),
      }),
      send: (batch, signal) => this.send(batch, signal),
    });
  }

  get health(): OutboxHealth {
    return this.outbox.health;
  }

  add({ traceId, observationId }: ScoreTarget, { value, ...score }: Score): void {
    const body: ScoreBody = {
      ...score,
      ...typed(value),
      id: scoreId({ traceId, observationId }, score.name),
      traceId,
      ...(observationId === undefined ? {} : { observationId }),
    };
    this.outbox.add(body, 500 + 2 * sizeOf(score));
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.outbox.flush(timeoutMs);
  }

  close(timeoutMs: number): Promise<boolean> {
    return this.outbox.close(timeoutMs);
  }

  private async send(scores: readonly ScoreBody[], signal: AbortSignal): Promise<Delivery> {
    const timestamp = new Date().toISOString();
    const batch = scores.map((body) => ({ id: randomUUID(), timestamp, type: "score-create", body }));
    const path = "/api/public/ingestion";
    const delivery = await post(this.connection, { path, body: JSON.stringify({ batch }), signal });
    return delivery.outcome === "delivered" && hasServerErrors(delivery.body)
      ? { outcome: "unavailable", retryAfterMs: 0 } // ids are stable: sending the others again changes nothing
      : delivery;
  }
}

/** The same score of the same thing has the same id, so that a second one replaces the first. */
export function scoreId({ traceId, observationId = "" }: ScoreTarget, name: string): string {
  return createHash("sha256").update(`${traceId}:${observationId}:${name}`).digest("hex").slice(0, 32);
}

function typed(value: Score["value"]): Pick<ScoreBody, "value" | "dataType"> {
  if (typeof value === "boolean") return { value: value ? 1 : 0, dataType: "BOOLEAN" };
  return { value, dataType: typeof value === "number" ? "NUMERIC" : "CATEGORICAL" };
}

function sizeOf({ comment = "", metadata = {} }: Pick<Score, "comment" | "metadata">): number {
  try {
    return comment.length + JSON.stringify(metadata).length;
  } catch {
    return comment.length;
  }
}

function hasServerErrors(body: string): boolean {
  try {
    const { errors }: IngestionResponse = JSON.parse(body);
    return errors.some(({ status }) => status >= 500);
  } catch {
    return false;
  }
}
