import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

/** What goes over the wire, and is sent again if need be. */
export interface Parcel {
  /** JSON, compressed. */
  readonly body: Uint8Array;
  /** How many items are in it. */
  readonly count: number;
}

/** Items that go out together. */
export interface Batch<Item> {
  /** An error drops the item. */
  add(item: Item): void;
  /** After this nothing is added. An error drops the batch. */
  seal(): Promise<Parcel>;
}

const compressed = promisify(gzip);

export async function parcelOf(json: string | Uint8Array, count: number): Promise<Parcel> {
  // Fast, because time is the service's, and the way to Langfuse is short.
  return { body: await compressed(json, { level: constants.Z_BEST_SPEED }), count };
}
