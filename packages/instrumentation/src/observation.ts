import { isNativeError, isPromise } from "node:util/types";
import {
  type LangfuseGenerationAttributes,
  type LangfuseSpanAttributes,
  startObservation,
} from "@langfuse/tracing";
import { type Context, context, SpanStatusCode, trace } from "@opentelemetry/api";
import { attempt } from "./attempt";
import type { Score, ScoreTarget } from "./scores";

/** The types of observations that take time; an event takes none. */
export type ObservationType =
  | "span"
  | "generation"
  | "agent"
  | "tool"
  | "chain"
  | "retriever"
  | "embedding"
  | "guardrail"
  | "evaluator";

/** Models, tokens and costs belong to generations and embeddings. */
export type AttributesOf<Type> = Type extends "generation" | "embedding"
  ? LangfuseGenerationAttributes
  : LangfuseSpanAttributes;

/** One piece of work, while it is being done. Nothing here throws or waits. */
export interface Observation<Type extends ObservationType = "span"> {
  readonly id: string;
  readonly traceId: string;
  /** Whether it will be sent: not without keys, and not if its trace was not sampled. */
  readonly isRecorded: boolean;
  update(attributes: AttributesOf<Type>): void;
  score(score: Score): void;
}

/** What an observation is made of; `send` is where its scores go. */
export interface Start<Type extends ObservationType> {
  readonly type: Type;
  readonly name: string;
  readonly attributes: AttributesOf<Type>;
  /** Where it begins; its trace and what is known of that come from here. */
  readonly parent: Context;
  readonly send: (target: ScoreTarget, score: Score) => void;
}

/** An observation that has begun, from the side of the library. Where the library itself fails, the service goes on. */
export class RunningObservation<Type extends ObservationType> implements Observation<Type> {
  readonly context: Context;
  private readonly span: ReturnType<typeof startObservation> | undefined;
  readonly isRecorded: boolean;
  private hasOutput = false;

  constructor(private readonly start: Start<Type>) {
    const { name, parent, type, attributes } = start;
    this.span = attempt(() =>
      // All types have the same methods; the one that matters is in the attributes.
      context.with(parent, () => startObservation(name, {}, { asType: type as "span" })),
    );
    this.isRecorded = this.span?.otelSpan.isRecording() ?? false;
    this.context = this.span ? trace.setSpan(parent, this.span.otelSpan) : parent;
    this.update(attributes);
  }

  get id(): string {
    return this.span?.id ?? "";
  }

  get traceId(): string {
    return this.span?.traceId ?? "";
  }

  update(attributes: AttributesOf<Type>): void {
    // Without this the SDK would serialize what nobody will see.
    if (!this.isRecorded) return;
    attempt(() => {
      this.hasOutput ||= attributes.output !== undefined;
      this.span?.update(attributes);
    });
  }

  score(score: Score): void {
    if (this.isRecorded) this.send({ traceId: this.traceId, observationId: this.id }, score);
  }

  /** Scores the trace as a whole. */
  scoreTrace(score: Score): void {
    if (this.isRecorded) this.send({ traceId: this.traceId }, score);
  }

  private send(target: ScoreTarget, score: Score): void {
    attempt(() => this.start.send(target, score));
  }

  /** Does the work and ends with it; whatever the work returns or throws is its caller's, untouched. */
  run<Result>(work: () => Result): Result {
    try {
      const result = context.with(this.context, work);
      if (isPromise(result))
        result.then(
          (value) => this.succeed(value),
          (error) => this.fail(error),
        );
      else this.succeed(result);
      return result;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  /** A text that the work returns is its output, unless another was set. */
  private succeed(result: unknown): void {
    if (typeof result === "string" && !this.hasOutput) this.output(result);
    this.end();
  }

  private fail(error: unknown): void {
    const message = attempt(() => messageOf(error)) ?? "unknown error";
    attempt(() => {
      this.span?.otelSpan.setStatus({ code: SpanStatusCode.ERROR, message });
      this.span?.update({ level: "ERROR", statusMessage: message });
      this.span?.otelSpan.recordException(stackOf(error) ?? message);
    });
    this.end();
  }

  private output(output: unknown): void {
    if (this.isRecorded) attempt(() => this.span?.update({ output }));
  }

  private end(): void {
    attempt(() => this.span?.end());
  }
}

function messageOf(error: unknown): string {
  const isError = typeof error === "object" && error !== null && "message" in error;
  return String(isError ? error.message : error);
}

function stackOf(error: unknown): Error | undefined {
  return isNativeError(error) ? error : undefined;
}
