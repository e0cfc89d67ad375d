import { isNativeError, isPromise } from "node:util/types";
import { LangfuseOtelSpanAttributes } from "@langfuse/core";
import {
  createObservationAttributes,
  type LangfuseGenerationAttributes,
  type LangfuseSpanAttributes,
} from "@langfuse/tracing";
import { type Context, context, type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
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

/** What all observations of a service begin with. */
export interface Origin {
  readonly tracer: Tracer;
  /** Where scores go. */
  readonly send: (target: ScoreTarget, score: Score) => void;
}

/** What an observation is made of. */
export interface Start<Type extends ObservationType> extends Origin {
  readonly type: Type;
  readonly name: string;
  readonly attributes: AttributesOf<Type>;
  /** Where it begins; its trace and what is known of that come from here. */
  readonly parent: Context;
}

/** An observation that has begun, from the side of the library. Where the library itself fails, the service goes on. The
 *  SDK's own objects are not used: they write all attributes down at the start, and again at each change. */
export class RunningObservation<Type extends ObservationType> implements Observation<Type> {
  readonly context: Context;
  private readonly span: Span | undefined;
  readonly isRecorded: boolean;
  private hasOutput = false;

  constructor(private readonly start: Start<Type>) {
    const { name, parent, tracer, attributes } = start;
    this.span = attempt(() => tracer.startSpan(name, {}, parent));
    this.isRecorded = this.span?.isRecording() ?? false;
    this.context = this.span ? trace.setSpan(parent, this.span) : parent;
    this.update(attributes);
  }

  get id(): string {
    return this.span?.spanContext().spanId ?? "";
  }

  get traceId(): string {
    return this.span?.spanContext().traceId ?? "";
  }

  update(attributes: AttributesOf<Type>): void {
    // Without this what nobody will see would be serialized.
    if (!this.isRecorded) return;
    attempt(() => {
      this.hasOutput ||= attributes.output !== undefined;
      this.span?.setAttributes(createObservationAttributes(this.start.type, attributes));
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
    if (typeof result === "string" && !this.hasOutput)
      attempt(() => this.span?.setAttribute(LangfuseOtelSpanAttributes.OBSERVATION_OUTPUT, result));
    this.end();
  }

  private fail(error: unknown): void {
    const message = attempt(() => messageOf(error)) ?? "unknown error";
    attempt(() => {
      this.span?.setStatus({ code: SpanStatusCode.ERROR, message });
      this.span?.setAttributes({
        [LangfuseOtelSpanAttributes.OBSERVATION_LEVEL]: "ERROR",
        [LangfuseOtelSpanAttributes.OBSERVATION_STATUS_MESSAGE]: message,
      });
      this.span?.recordException(stackOf(error) ?? message);
    });
    this.end();
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
