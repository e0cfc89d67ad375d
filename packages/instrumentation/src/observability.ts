import { isPromise } from "node:util/types";
import { type ChatMessage, LANGFUSE_SDK_VERSION, LANGFUSE_TRACER_NAME } from "@langfuse/core";
import { startObservation } from "@langfuse/tracing";
import { Tally } from "@langfuse-aws/masking";
import { context } from "@opentelemetry/api";
import type { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { attempt } from "./attempt";
import type { Outbox, OutboxHealth } from "./delivery/outbox";
import {
  type AttributesOf,
  type Observation,
  type ObservationType,
  type Origin,
  RunningObservation,
} from "./observation";
import type { Resolved } from "./options";
import { type PromptOf, type PromptOptions, Prompts } from "./prompts";
import { LangfuseProvider } from "./provider";
import { writtenScore } from "./score-batch";
import type { Score, ScoreTarget } from "./scores";
import { Dispatch } from "./thread/dispatch";
import { THREAD_FILE } from "./thread/thread";
import { contextOf, RunningTrace, type Trace, type TraceOptions, validTraceId } from "./trace";

/** Does some work as an observation of one type. What the work returns or throws, the caller gets. */
export type Wrapper<Type extends ObservationType> = <Result>(
  name: string,
  attributes: AttributesOf<Type>,
  work: (observation: Observation<Type>) => Result,
) => Result;

/** What a service's metrics and its health endpoint show. */
export interface ObservabilityHealth {
  /** Why nothing is sent; undefined if it is. */
  readonly offBecause: string | undefined;
  readonly traces: OutboxHealth;
  readonly scores: OutboxHealth;
  /** Prompts that Langfuse could not give when they were last asked for: their fallback is in use. */
  readonly promptsOnFallback: number;
  /** Values that were replaced, by class. */
  readonly masked: Readonly<Record<string, number>>;
  /** Values that became `[MASKING_ERROR]`. */
  readonly maskingErrors: number;
  /** Whether a thread of its own masks and sends; not before the first span, and not where there can be none. */
  readonly hasMaskingThread: boolean;
}

const NOTHING: OutboxHealth = { queued: 0, delivered: 0, dropped: 0, isDown: false };

/** All of a service's way to Langfuse. No method throws an error of its own, or waits for the network, but for the first
 *  use of a prompt, `flush` and `shutdown`, which have deadlines. Made by `initObservability`. */
export class Observability {
  readonly span = this.wrapper("span");
  readonly generation = this.wrapper("generation");
  readonly agent = this.wrapper("agent");
  readonly tool = this.wrapper("tool");
  readonly chain = this.wrapper("chain");
  readonly retriever = this.wrapper("retriever");
  readonly embedding = this.wrapper("embedding");
  readonly guardrail = this.wrapper("guardrail");
  readonly evaluator = this.wrapper("evaluator");

  private readonly tally = new Tally();
  private readonly dispatch: Dispatch | undefined;
  private readonly traces: Outbox | undefined;
  private readonly scores: Outbox | undefined;
  private readonly prompts: Prompts;
  private readonly provider: LangfuseProvider;
  private readonly origin: Origin;

  constructor(private readonly resolved: Resolved) {
    const { connection, masker, policy, environment } = resolved;
    const { tally } = this;
    this.dispatch =
      connection && new Dispatch({ connection, masker, policy, tally, threadFile: THREAD_FILE });
    this.traces = this.dispatch?.outbox("traces");
    this.scores = this.dispatch?.outbox("scores");
    this.prompts = new Prompts(connection);
    this.provider = new LangfuseProvider(resolved, this.traces);
    this.origin = {
      tracer: this.provider.tracers.getTracer(LANGFUSE_TRACER_NAME, LANGFUSE_SDK_VERSION),
      send: ({ traceId, observationId }, score) =>
        this.scores?.add(() => writtenScore({ ...score, traceId, observationId, environment })),
    };
  }

  /** For other instrumentations of models, such as OpenInference's: what they trace with it is masked and sent too. */
  get tracerProvider(): BasicTracerProvider {
    return this.provider.tracers;
  }

  get health(): ObservabilityHealth {
    return {
      offBecause: this.resolved.reason,
      traces: this.traces?.health ?? NOTHING,
      scores: this.scores?.health ?? NOTHING,
      promptsOnFallback: this.prompts.onFallback,
      masked: this.tally.replaced,
      maskingErrors: this.tally.failed,
      hasMaskingThread: this.dispatch?.hasThread === true,
    };
  }

  /** Does a unit of work, such as a request, as a trace. */
  trace<Result>(name: string, options: TraceOptions, work: (trace: Trace) => Result): Result {
    const begin = () =>
      new RunningTrace({
        type: "span",
        name,
        attributes: { input: options.input },
        parent: attempt(() => contextOf(name, options)) ?? context.active(),
        ...this.origin,
      });
    const traceId = validTraceId(options);
    const trace = traceId === undefined ? begin() : this.provider.withTraceId(traceId, begin);
    return trace.root.run(() => work(trace));
  }

  /** Something that happened, and took no time. */
  event(name: string, attributes: AttributesOf<"span">): void {
    attempt(() => startObservation(name, attributes, { asType: "event" }));
  }

  /** A function that does the same, and is observed: its arguments are the input, and what it returns the output. */
  wrap<Arguments extends readonly unknown[], Result>(
    work: (...args: Arguments) => Result,
    { type, name = work.name }: { readonly type: ObservationType; readonly name?: string },
  ): (...args: Arguments) => Result {
    const observe = this.wrapper(type);
    return (...args) =>
      observe(name || "anonymous", { input: args.length === 1 ? args[0] : args }, (observation) => {
        const result = work(...args);
        if (isPromise(result)) result.then((output) => observation.update({ output })).catch(() => {});
        else observation.update({ output: result });
        return result;
      });
  }

  /** A score that is found later, such as a user's opinion. `client` as in the trace: of what was not sent, no scores are. */
  score({ client, ...target }: ScoreTarget & { readonly client?: string }, score: Score): void {
    attempt(() => {
      if (this.resolved.sampler.includes(target.traceId, client)) this.origin.send(target, score);
    });
  }

  /** A prompt by its name. Fresh for a minute, then renewed in the background; only its first use waits, 1.5 s at most. */
  prompt<Fallback extends string | readonly ChatMessage[]>(
    name: string,
    options: PromptOptions<Fallback>,
  ): Promise<PromptOf<Fallback>> {
    return this.prompts.get(name, options);
  }

  /** Sends what there is, and says whether all of it went out in time; after a request of a function that is frozen
   *  between requests, say. */
  async flush({ timeoutMs = 3_000 }: { readonly timeoutMs?: number } = {}): Promise<boolean> {
    const done = await Promise.all([this.traces?.flush(timeoutMs), this.scores?.flush(timeoutMs)]);
    return done.every((isDone) => isDone !== false);
  }

  /** The last flush. Call it when the service has answered its last request; afterwards nothing is sent. */
  async shutdown({ timeoutMs = 3_000 }: { readonly timeoutMs?: number } = {}): Promise<boolean> {
    const isDone = await this.dispatch?.close(timeoutMs);
    await this.provider.shutdown();
    return isDone !== false;
  }

  private wrapper<Type extends ObservationType>(type: Type): Wrapper<Type> {
    return (name, attributes, work) => {
      const parent = context.active();
      const observation = new RunningObservation({ type, name, attributes, parent, ...this.origin });
      return observation.run(() => work(observation));
    };
  }
}
