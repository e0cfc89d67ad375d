import { ChatPromptClient, LangfuseClient, TextPromptClient } from "@langfuse/client";
import type { ChatMessage } from "@langfuse/core";
import type { Connection } from "./connection";
import { fullJitter } from "./retry";
import { inTime } from "./waiting";

export interface PromptOptions<Fallback extends string | readonly ChatMessage[]> {
  /** What is used where Langfuse cannot say: a text, or the messages of a chat; it decides the prompt's type. */
  readonly fallback: Fallback;
  /** @default "production" */
  readonly label?: string;
}

/** A text or a chat by the type of its fallback; `isFallback` tells where it came from. */
export type PromptOf<Fallback> = Fallback extends string ? TextPromptClient : ChatPromptClient;

/** How long a prompt is used before it is asked for again, in the background. */
const FRESH_SECONDS = 60;

/** What the first use of a prompt waits at most, to the last byte of the answer. */
const DEADLINE_MS = 1_500;

/** Between attempts to get a prompt that could not be had, in the background too. */
const RETRY_MS = 10_000;

/** Names of prompts are few; a service that makes them up from data is stopped here. */
const MOST_MISSES = 1_000;

interface Miss {
  retryAt: number;
}

/** Prompts with a cache, a deadline and a fallback: only the first use of a prompt may wait, and none fails. */
export class Prompts {
  private readonly client: LangfuseClient | undefined;
  private readonly misses = new Map<string, Miss>();
  private readonly running = new Map<string, Promise<AnyPrompt | undefined>>();

  constructor(connection: Connection | undefined) {
    this.client = connection && new LangfuseClient(connection);
  }

  get onFallback(): number {
    return this.misses.size;
  }

  async get<Fallback extends string | readonly ChatMessage[]>(
    name: string,
    { fallback, label = "production" }: PromptOptions<Fallback>,
  ): Promise<PromptOf<Fallback>> {
    const local = fallbackPrompt(name, fallback);
    const prompt = (await this.find(name, { label, type: local.type })) ?? local;
    // The type of a prompt never changes, and the one that is asked for is the fallback's.
    return prompt as PromptOf<Fallback>;
  }

  private async find(name: string, query: PromptQuery): Promise<AnyPrompt | undefined> {
    const key = `${query.label} ${name}`;
    const miss = this.misses.get(key);
    if (!miss) return this.shared(name, query, key);
    if (performance.now() >= miss.retryAt) {
      miss.retryAt = nextAttempt();
      void this.shared(name, query, key);
    }
    return undefined;
  }

  /** One request for all who ask for a prompt at the same time. */
  private shared(name: string, query: PromptQuery, key: string): Promise<AnyPrompt | undefined> {
    const running = this.running.get(key);
    if (running) return running;
    const fetching = this.fetch(name, query, key).finally(() => this.running.delete(key));
    this.running.set(key, fetching);
    return fetching;
  }

  private async fetch(name: string, query: PromptQuery, key: string): Promise<AnyPrompt | undefined> {
    try {
      const prompt = await this.ask(name, query);
      if (prompt?.type === query.type) this.misses.delete(key);
      else this.remember(key);
      return prompt?.type === query.type ? prompt : undefined;
    } catch {
      this.remember(key);
      return undefined;
    }
  }

  private async ask(name: string, { label, type }: PromptQuery): Promise<AnyPrompt | undefined> {
    // The client's own limit covers the headers of the answer, and none of its body.
    const limits = { cacheTtlSeconds: FRESH_SECONDS, maxRetries: 0, fetchTimeoutMs: DEADLINE_MS };
    const found =
      type === "chat"
        ? this.client?.prompt.get(name, { label, type, ...limits })
        : this.client?.prompt.get(name, { label, type, ...limits });
    if (!found) return undefined;
    found.catch(() => {}); // it may fail after the deadline, when nobody listens any more
    return await inTime<AnyPrompt | undefined>(found, DEADLINE_MS, undefined);
  }

  private remember(key: string): void {
    if (this.misses.size < MOST_MISSES) this.misses.set(key, { retryAt: nextAttempt() });
  }
}

type AnyPrompt = TextPromptClient | ChatPromptClient;

interface PromptQuery {
  readonly label: string;
  readonly type: "text" | "chat";
}

function nextAttempt(): number {
  return performance.now() + RETRY_MS + fullJitter(1, { baseMs: RETRY_MS, capMs: RETRY_MS });
}

function fallbackPrompt(name: string, fallback: string | readonly ChatMessage[]): AnyPrompt {
  const base = { name, version: 0, config: {}, labels: [], tags: [] };
  if (typeof fallback === "string")
    return new TextPromptClient({ ...base, type: "text", prompt: fallback }, true);
  const prompt = fallback.map((message) => ({ ...message, type: "chatmessage" as const }));
  return new ChatPromptClient({ ...base, type: "chat", prompt }, true);
}
