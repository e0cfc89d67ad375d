import { promisify } from "node:util";
import { constants, gzip, gzipSync } from "node:zlib";

/** Fast, because time is the service's, and the way to Langfuse is short. */
const OPTIONS = { level: constants.Z_BEST_SPEED };

const inBackground = promisify(gzip);

/** In Node's own threads, which nothing holds up and which hold up nobody but each other. */
export function compressed(json: string | Uint8Array): Promise<Uint8Array> {
  return inBackground(json, OPTIONS);
}

/** In this thread: for one that steps back where the service needs the processor, as Node's own do not. */
export function compressedHere(json: string | Uint8Array): Uint8Array {
  return gzipSync(json, OPTIONS);
}
