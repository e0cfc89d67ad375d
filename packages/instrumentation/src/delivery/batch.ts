import type { Tally } from "@langfuse-aws/masking";
import type { Delivery } from "./http";

/** What is sent, masked and written down. */
export interface Parcel {
  readonly json: string | Uint8Array;
  /** How many items are in it. */
  readonly count: number;
}

/** What waits to be sent: JSON, and beside it long texts that are not written down again. Flat texts are what a queue keeps
 *  at least cost: the parts of an object, some sixty of a span, are moved by each collection of garbage that they live
 *  through, while the service stands still. */
export type Item = readonly [json: string, ...texts: string[]];

/** About how many bytes of memory an item takes. */
export function bytesOf(item: Item): number {
  return item.reduce((sum, text) => sum + 2 * text.length, 0);
}

/** Masks what goes out together and writes it down, in whatever thread this is. */
export interface Packer {
  /** What was replaced in these items. */
  readonly tally: Tally;
  add(item: Item): void;
  /** After this nothing is added.
   *  @throws Error for what cannot be written down */
  seal(): Parcel;
}

/** Items that go out together, wherever they are masked. */
export interface Batch {
  /** How much memory its items may take. */
  readonly mostBytes: number;
  add(items: readonly Item[]): void;
  /** After this nothing is added; how many are in it. An error drops the batch. */
  seal(): Promise<number>;
  /** Any number of times. Never rejects. */
  send(signal: AbortSignal): Promise<Delivery>;
}
