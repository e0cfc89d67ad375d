import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api";

/** Between attempts: the first pause, which doubles, and the longest. */
export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** How waiting ended. */
export type Waited<Value> =
  | { readonly result: "success"; readonly value: Value }
  | { readonly result: "timeout" | "error"; readonly detail: Readonly<Record<string, unknown>> };

/** One attempt; an error that waiting may mend is a timeout. Never rejects. */
export async function once<Value>(attempt: () => Promise<Value>): Promise<Waited<Value>> {
  try {
    return { result: "success", value: await attempt() };
  } catch (error) {
    const isFinal = error instanceof ApiError && error.isFinal;
    return { result: isFinal ? "error" : "timeout", detail: detailOf(error) };
  }
}

/** Tries until there is a value; ends before with an answer that waiting does not mend, or when `signal` says so. Never
 *  rejects. */
export async function until<Value>(
  attempt: () => Promise<Value | undefined>,
  { pauses, signal }: { readonly pauses: Pauses; readonly signal: AbortSignal },
): Promise<Waited<Value>> {
  let detail: Readonly<Record<string, unknown>> | undefined;
  for (let pauseMs = pauses.firstMs; ; pauseMs = Math.min(pauses.longestMs, 2 * pauseMs)) {
    const waited = await once(attempt);
    if (waited.result === "error") return waited;
    if (waited.result === "success" && waited.value !== undefined)
      return { result: "success", value: waited.value };
    // An attempt that the end of all waiting cut off says less than the one before.
    if (!signal.aborted || !detail)
      detail = waited.result === "success" ? { problem: "not all of it is there" } : waited.detail;
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return { result: "timeout", detail };
  }
}

/** Our own messages name paths and statuses; those of others may quote anything, so their names and codes. */
export function detailOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof ApiError) return { problem: error.message };
  const { name, code, cause } = fieldsOf(error);
  return { problem: name, code: code ?? fieldsOf(cause).code };
}

function fieldsOf(error: unknown): Readonly<Record<"name" | "code" | "cause", unknown>> {
  const none = { name: typeof error, code: undefined, cause: undefined };
  if (typeof error !== "object" || error === null) return none;
  // Names of errors are on their prototypes, and errors of `fetch` need not be of this realm.
  const field = (name: string) => (name in error ? Reflect.get(error, name) : undefined);
  return { name: field("name"), code: field("code"), cause: field("cause") };
}
