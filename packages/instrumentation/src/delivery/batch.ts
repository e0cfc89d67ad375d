import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Tally } from "@langfuse-aws/masking";
import type { Delivery } from "./http";

/** What goes over the wire, and is sent again if need be. */
export interface Parcel {
  /** JSON, compressed. */
  readonly body: Uint8Array;
  /** How many items are in it. */
  readonly count: number;
}

/** Masks what goes out together and writes it down, in whatever thread this is. Items are JSON. */
export interface Packer {
  /** What was replaced in these items. */
  readonly tally: Tally;
  add(item: string): void;
  /** After this nothing is added. An error drops the batch. */
  seal(): Promise<Parcel>;
}

/** Items that go out together, wherever they are masked. */
export interface Batch {
  /** How much memory its items may take. */
  readonly mostBytes: number;
  add(items: readonly string[]): void;
  /** After this nothing is added; how many are in it. An error drops the batch. */
  seal(): Promise<number>;
  /** Any number of times. Never rejects. */
  send(signal: AbortSignal): Promise<Delivery>;
}

const compressed = promisify(gzip);

export async function parcelOf(json: string | Uint8Array, count: number): Promise<Parcel> {
  // Fast, because time is the service's, and the way to Langfuse is short.
  return { body: await compressed(json, { level: constants.Z_BEST_SPEED }), count };
}
