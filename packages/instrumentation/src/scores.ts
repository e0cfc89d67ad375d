import { createHash, randomUUID } from "node:crypto";
import type { IngestionResponse, ScoreBody } from "@langfuse/core";
import type { Masker, Tally } from "@langfuse-aws/masking";
import type { Connection } from "./connection";
import { type Batch, type Parcel, parcelOf } from "./delivery/batch";
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

/** What scores need on their way out. */
interface ScoreProps {
  readonly masker: Masker;
  readonly tally: Tally;
  readonly environment: string;
}

/** The only way out for scores. Not the SDK's, which masks nothing, and loses what it cannot send at once. */
export class Scores {
  private readonly outbox: Outbox<ScoreBody>;

  constructor(
    private readonly connection: Connection,
    props: ScoreProps,
  ) {
    this.outbox = new Outbox<ScoreBody>({
      limits: LIMITS,
      batch: () => new ScoreBatch(props),
      send: (body, signal) => this.send(body, signal),
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

  private async send(body: Uint8Array, signal: AbortSignal): Promise<Delivery> {
    const delivery = await post(this.connection, { path: "/api/public/ingestion", body, signal });
    return delivery.outcome === "delivered" && hasServerErrors(delivery.body)
      ? { outcome: "unavailable", retryAfterMs: 0 } // ids are stable: sending the others again changes nothing
      : delivery;
  }
}

/** Scores that go out together, masked. They are few and short: no thread is needed. */
class ScoreBatch implements Batch<ScoreBody> {
  private readonly events: object[] = [];
  private readonly timestamp = new Date().toISOString();

  constructor(private readonly props: ScoreProps) {}

  add({ name, value, comment, metadata, ...rest }: ScoreBody): void {
    const { masker, tally, environment } = this.props;
    const mask = (text: string) => masker.text(text, tally);
    const body = {
      ...rest,
      environment,
      name: mask(name),
      value: typeof value === "string" ? mask(value) : value,
      ...(comment === undefined ? {} : { comment: mask(comment) }),
      ...(metadata === undefined ? {} : { metadata: masker.value(metadata, tally) }),
    };
    this.events.push({ id: randomUUID(), timestamp: this.timestamp, type: "score-create", body });
  }

  async seal(): Promise<Parcel> {
    return await parcelOf(JSON.stringify({ batch: this.events }), this.events.length);
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
