/** A service's way to Langfuse: masked, and never in the service's. */

export { createTraceId } from "@langfuse/tracing";
export type { OutboxHealth } from "./delivery/outbox";
export { guardAnswer, type Verdict } from "./guardrails";
export { TOXIC_TERMS } from "./guardrails/toxic-terms";
export { toxicTerms } from "./guardrails/toxicity";
export { truncateWords } from "./guardrails/truncate";
export { initObservability } from "./init";
export type { Observability, ObservabilityHealth, Wrapper } from "./observability";
export type { AttributesOf, Observation, ObservationType } from "./observation";
export type { ObservabilityOptions } from "./options";
export type { PromptOf, PromptOptions } from "./prompts";
export { isTransient, type RetryOptions, retry } from "./retry";
export { type Monitoring, monitoring } from "./sampling";
export { scoreId } from "./score-batch";
export type { Score, ScoreTarget } from "./scores";
export type { Trace, TraceOptions } from "./trace";
