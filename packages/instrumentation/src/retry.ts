import { setTimeout as sleep } from "node:timers/promises";

export interface RetryOptions {
  /** The first included.
   *  @default 4 */
  readonly attempts?: number;
  /** What the first pause is at most; it doubles with each.
   *  @default 200 */
  readonly baseMs?: number;
  /** What a pause is at most.
   *  @default 5000 */
  readonly capMs?: number;
  /** No attempt begins later than this.
   *  @default 20000 */
  readonly maxElapsedMs?: number;
  /** Ends a pause, and with it all attempts.
   *  @default only the limits above end them */
  readonly signal?: AbortSignal;
  /** @default `isTransient` */
  readonly isRetryable?: (error: unknown) => boolean;
  /** Told before each pause, for a counter. */
  readonly onRetry?: (error: unknown, pauseMs: number) => void;
}

/** Does it again while it fails for reasons that pass; pauses grow exponentially with full jitter, so that many callers
 *  do not come back at once, and are as long as `retryAfterMs` of the error asks for.
 *  @throws whatever the last attempt threw */
export async function retry<Result>(
  work: (attempt: number) => Promise<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const { attempts = 4, maxElapsedMs = 20_000, isRetryable = isTransient, signal, onRetry } = options;
  const deadline = performance.now() + maxElapsedMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !isRetryable(error)) throw error;
      const pauseMs = Math.max(retryAfterOf(error), fullJitter(attempt, options));
      if (performance.now() + pauseMs > deadline) throw error;
      onRetry?.(error, pauseMs);
      await sleep(pauseMs, undefined, { signal }).catch(() => Promise.reject(error));
    }
  }
}

/** A pause anywhere between none and the longest of its turn.
 *  https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
export function fullJitter(
  attempt: number,
  { baseMs = 200, capMs = 5000 }: { readonly baseMs?: number; readonly capMs?: number } = {},
): number {
  return Math.random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
}

const TRANSIENT_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);
const TRANSIENT_CODES = /^(E(CONN|TIMEDOUT|PIPE|AI_AGAIN|HOST|NET)|UND_ERR_(SOCKET|CONNECT|HEADERS|BODY))/;

/** Whether the same request may succeed later: by `status` (408, 425, 429, 5xx) of an error, or because the network or
 *  a time limit ended it. */
export function isTransient(error: unknown): boolean {
  const { status, name, message, code } = fieldsOf(error);
  if (typeof status === "number") return TRANSIENT_STATUSES.has(status);
  if (name === "TimeoutError" || message === "fetch failed") return true;
  return typeof code === "string" && TRANSIENT_CODES.test(code);
}

function retryAfterOf(error: unknown): number {
  const { retryAfterMs } = fieldsOf(error);
  return typeof retryAfterMs === "number" ? retryAfterMs : 0;
}

/** By what they carry and not by their class: errors of `fetch` may be of another realm's. */
function fieldsOf(error: unknown): Readonly<Record<string, unknown>> {
  return typeof error === "object" && error !== null ? { ...named(error), ...error } : {};
}

function named(error: object): Readonly<Record<string, unknown>> {
  return {
    name: "name" in error ? error.name : undefined,
    message: "message" in error ? error.message : undefined,
    code: "code" in error ? error.code : undefined,
  };
}
