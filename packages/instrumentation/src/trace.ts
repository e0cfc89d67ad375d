import { propagateAttributes } from "@langfuse/tracing";
import { type Context, context, trace } from "@opentelemetry/api";
import { guardAnswer, type Verdict } from "./guardrails";
import { type AttributesOf, type Observation, RunningObservation, type Start } from "./observation";
import { withClient } from "./sampling";
import type { Score } from "./scores";

/** What is known of a trace from its beginning; every observation in it gets it, as version 4's filters need. */
export interface TraceOptions {
  readonly input?: unknown;
  /** Hashed, dropped or kept, by the masking policy. 200 characters at most, like all that follows. */
  readonly userId?: string;
  readonly sessionId?: string;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
  /** The customer the work is done for: decides, with `monitoring.clients`, whether it is sent, and becomes metadata. */
  readonly client?: string;
  /** 32 hexadecimal digits, such as of `createTraceId`, for a trace one wants to find again.
   *  @default the id of the trace that the service is in, or a random one */
  readonly traceId?: string;
}

/** A unit of work, such as a request. Its scores are about the trace as a whole. */
export interface Trace extends Observation {
  /** Cuts an answer to `maxWords`, looks for toxic words, and records a guardrail and the scores `non_empty_answer` and
   *  `toxicity_safe`. */
  guard(answer: string, options: { readonly maxWords: number }): Verdict;
}

const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;

/** The given id, if it can be one. */
export function validTraceId({ traceId }: TraceOptions): string | undefined {
  return traceId !== undefined && TRACE_ID.test(traceId) ? traceId : undefined;
}

/** The context in which a trace begins. */
export function contextOf(name: string, options: TraceOptions): Context {
  const { userId, sessionId, tags, metadata, client } = options;
  const active = context.active();
  const parent = validTraceId(options) === undefined ? trace.getSpan(active) : undefined;
  // Without the active span: it may be one of the service's own, which all this would be written on, unmasked.
  const known = context.with(trace.deleteSpan(active), () =>
    propagateAttributes(
      {
        traceName: name,
        userId,
        sessionId,
        tags: tags && [...tags],
        metadata: client === undefined ? { ...metadata } : { ...metadata, client },
      },
      () => context.active(),
    ),
  );
  return withClient(parent ? trace.setSpan(known, parent) : known, client);
}

/** A trace that has begun: its first observation, seen as the whole. */
export class RunningTrace implements Trace {
  readonly root: RunningObservation<"span">;

  constructor(private readonly start: Start<"span">) {
    this.root = new RunningObservation(start);
  }

  get id(): string {
    return this.root.id;
  }

  get traceId(): string {
    return this.root.traceId;
  }

  get isRecorded(): boolean {
    return this.root.isRecorded;
  }

  update(attributes: AttributesOf<"span">): void {
    this.root.update(attributes);
  }

  score(score: Score): void {
    this.root.scoreTrace(score);
  }

  guard(answer: string, options: { readonly maxWords: number }): Verdict {
    const input = { answer, ...options };
    const start = { ...this.start, type: "guardrail", name: "answer-guard", attributes: { input } } as const;
    const guardrail = new RunningObservation({ ...start, parent: this.root.context });
    return guardrail.run(() => {
      const verdict = guardAnswer(String(answer ?? ""), options);
      const { isTruncated, isNonEmpty, isSafe } = verdict;
      guardrail.update({
        output: verdict,
        level: isNonEmpty && isSafe && !isTruncated ? "DEFAULT" : "WARNING",
      });
      this.score({ name: "non_empty_answer", value: isNonEmpty });
      this.score({ name: "toxicity_safe", value: isSafe });
      return verdict;
    });
  }
}
