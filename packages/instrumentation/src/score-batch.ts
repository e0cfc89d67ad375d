import { createHash, randomUUID } from "node:crypto";
import type { IngestionResponse, ScoreBody } from "@langfuse/core";
import { type Masker, Tally } from "@langfuse-aws/masking";
import type { Connection } from "./connection";
import type { Packer, Parcel } from "./delivery/batch";
import { type Delivery, post } from "./delivery/http";
import type { Score, ScoreTarget } from "./scores";

/** What is sent of a score, not masked yet. */
export interface ScoreRecord extends Score, ScoreTarget {
  readonly environment: string;
}

/** A score's record as it waits. */
export function writtenScore(record: ScoreRecord): string {
  return JSON.stringify(record);
}

/** Scores that go out together. Not by the SDK, which masks nothing, and loses what it cannot send at once. */
export class ScoreBatch implements Packer {
  readonly tally = new Tally();
  private readonly events: object[] = [];
  private readonly timestamp = new Date().toISOString();

  constructor(private readonly masker: Masker) {}

  add(item: string): void {
    const record: ScoreRecord = JSON.parse(item);
    const body = this.body(record);
    this.events.push({ id: randomUUID(), timestamp: this.timestamp, type: "score-create", body });
  }

  seal(): Parcel {
    return { json: JSON.stringify({ batch: this.events }), count: this.events.length };
  }

  private body({ name, value, comment, metadata, ...record }: ScoreRecord): ScoreBody {
    const { traceId, observationId, configId, environment } = record;
    const mask = (text: string) => this.masker.text(text, this.tally);
    return {
      id: scoreId(record, name),
      traceId,
      observationId,
      configId,
      environment,
      name: mask(name),
      ...typed(typeof value === "string" ? mask(value) : value),
      ...(comment === undefined ? {} : { comment: mask(comment) }),
      ...(metadata === undefined ? {} : { metadata: this.masker.value(metadata, this.tally) }),
    };
  }
}

/** The same score of the same thing has the same id, so that a second one replaces the first. */
export function scoreId({ traceId, observationId = "" }: ScoreTarget, name: string): string {
  return createHash("sha256").update(`${traceId}:${observationId}:${name}`).digest("hex").slice(0, 32);
}

/** Posts scores, which Langfuse takes or refuses one by one; never rejects. */
export async function sendScores(
  connection: Connection,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Delivery> {
  const delivery = await post(connection, { path: "/api/public/ingestion", body, signal });
  return delivery.outcome === "delivered" && hasServerErrors(delivery.body)
    ? { outcome: "unavailable", retryAfterMs: 0 } // ids are stable: sending the others again changes nothing
    : delivery;
}

function typed(value: Score["value"]): Pick<ScoreBody, "value" | "dataType"> {
  if (typeof value === "boolean") return { value: value ? 1 : 0, dataType: "BOOLEAN" };
  return { value, dataType: typeof value === "number" ? "NUMERIC" : "CATEGORICAL" };
}

function hasServerErrors(body: string): boolean {
  try {
    const { errors }: IngestionResponse = JSON.parse(body);
    return errors.some(({ status }) => status >= 500);
  } catch {
    return false;
  }
}
