import type { Tally } from "@langfuse-aws/masking";
import type { Delivery } from "./http";
import type { Page } from "./page";

/** What is sent, masked and written down. */
export interface Parcel {
  readonly json: string | Uint8Array;
  /** How many items are in it. */
  readonly count: number;
}

/** Masks what goes out together and writes it down, in whatever thread this is. */
export interface Packer {
  /** What was replaced in these items. */
  readonly tally: Tally;
  add(item: string): void;
  /** After this nothing is added.
   *  @throws Error for what cannot be written down */
  seal(): Parcel;
}

/** Items that go out together, wherever they are masked. */
export interface Batch {
  /** How many bytes of items it takes. */
  readonly mostBytes: number;
  add(page: Page): void;
  /** After this nothing is added; how many are in it. An error drops the batch. */
  seal(): Promise<number>;
  /** Any number of times. Never rejects. */
  send(signal: AbortSignal): Promise<Delivery>;
}
