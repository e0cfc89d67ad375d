/** One message of a chat. */
export interface Message {
  readonly role: string;
  readonly content: string;
}

/** What a model said, and what it cost in tokens, where it tells. */
export interface Completion {
  readonly text: string;
  readonly usage?: { readonly input: number; readonly output: number; readonly total: number };
}

export interface Model {
  readonly name: string;
  /** @throws ModelError when it does not answer; the error of `signal` when nobody waits any more */
  complete(messages: readonly Message[], signal: AbortSignal): Promise<Completion>;
}

/** A model that did not answer. It quotes nothing of what was asked or said. */
export class ModelError extends Error {
  override readonly name = "ModelError";

  constructor(
    message: string,
    /** Of its answer; undefined where there was none, which may change. */
    readonly status?: number,
    readonly retryAfterMs?: number,
    readonly code?: string,
  ) {
    super(message);
  }
}
