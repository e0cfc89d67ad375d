import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";

/** What became of the events of one batch. */
export interface BatchTally {
  readonly taken: number;
  readonly refused: number;
}

/** Bytes of an answer that are kept to be read: many times what a batch of an SDK gets. */
const MOST_BYTES = 1024 * 1024;

/** Passes on what Langfuse answers to a batch, and tells at its end how many events it took and how many it refused: whatever
 *  it refuses, a batch is answered with 207, and SDKs do not look further. An answer that cannot be read is passed on alike. */
export function tallied(encoding: string | undefined, tell: (tally: BatchTally) => void) {
  return async function* (source: Readable): AsyncGenerator<Buffer> {
    const kept: Buffer[] = [];
    const size = { bytes: 0 };
    for await (const chunk of source) {
      size.bytes += chunk.length;
      if (size.bytes <= MOST_BYTES) kept.push(chunk);
      yield chunk;
    }
    const tally = size.bytes <= MOST_BYTES ? read(Buffer.concat(kept), encoding) : undefined;
    if (tally) tell(tally);
  };
}

function read(answer: Buffer, encoding: string | undefined): BatchTally | undefined {
  try {
    const plain = encoding === "gzip" ? gunzipSync(answer, { maxOutputLength: MOST_BYTES }) : answer;
    const { successes, errors } = JSON.parse(plain.toString("utf8"));
    return Array.isArray(successes) && Array.isArray(errors)
      ? { taken: successes.length, refused: errors.length }
      : undefined;
  } catch {
    // Of another encoding, or not from Langfuse.
    return undefined;
  }
}
