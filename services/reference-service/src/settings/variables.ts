import { z } from "zod";

const milliseconds = z.coerce.number().int().min(10).max(600_000);
const seconds = z.coerce.number().int().min(1).max(3_600);
const yesOrNo = z.enum(["true", "false"]).transform((value) => value === "true");
const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `must be a URL such as '${example}'` }).transform(withoutSlash);

/** What may be said in environment variables, or in `.env`. Names that begin like these and are not listed here are
 *  refused, so that a typing error is no silent default. Variables of Langfuse are the library's. */
export const variables = z.strictObject({
  APP_HOST: z.string().min(1).default("0.0.0.0"),
  APP_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  APP_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** File with the key of the hash that users' ids become, at least 32 characters: a mounted secret, the same for all
   *  services.
   *  @default a key as old as the process: users can be followed within it only */
  APP_USER_ID_KEY_FILE: z.string().min(1).optional(),
  /** JSON that says which services and clients are traced, and how many of their traces; see packages/instrumentation.
   *  @default all */
  APP_MONITORING_FILE: z.string().min(1).optional(),
  /** Questions that are answered at once; those beyond get 503. */
  APP_MAX_CONCURRENT_QUESTIONS: z.coerce.number().int().min(1).max(100_000).default(1_000),
  /** How long requests still come in after SIGTERM, until every load balancer knows. The image sets 5000. */
  APP_DRAIN_DELAY_MS: z.coerce.number().int().min(0).max(600_000).default(0),
  /** How long requests may then take to end. */
  APP_DRAIN_TIMEOUT_MS: milliseconds.default(20_000),

  /** `openai` for everything that speaks its API, `mock` for a model that costs nothing and always says the same.
   *  @default openai if LLM_API_KEY is set, else mock: degraded mode */
  LLM_PROVIDER: z.enum(["openai", "mock"]).optional(),
  /** Before `/chat/completions`. Bedrock: `https://bedrock-runtime.<region>.amazonaws.com/openai/v1`. */
  LLM_BASE_URL: url("https://api.openai.com/v1").default("https://api.openai.com/v1"),
  /** Sent as a bearer token.
   *  @default none is sent, as gateways of models may want it */
  LLM_API_KEY: z.string().min(1).optional(),
  /** Needed unless the model is a mock. */
  LLM_MODEL: z.string().min(1).optional(),
  /** Of one attempt; there are three. */
  LLM_TIMEOUT_MS: milliseconds.default(20_000),

  /** From the beginning of a probe to that of the next. */
  CANARY_INTERVAL_SECONDS: seconds.default(60),
  /** Until a trace must be readable. */
  CANARY_TRACE_DEADLINE_SECONDS: seconds.default(60),
  /** Until scores must be readable: Langfuse holds them back for 5 s, and for 15 s around midnight UTC. */
  CANARY_SCORE_DEADLINE_SECONDS: seconds.default(90),
  /** Whether the masking gateway stands before Langfuse, and is to be proved by a trace that nothing else masks. */
  CANARY_GATEWAY: yesOrNo.default(false),
  /** Whether the prompt `canary` is created where Langfuse has none. */
  CANARY_CREATE_PROMPT: yesOrNo.default(true),
  /** Age from which the canary's own traces are deleted; 0 keeps them. */
  CANARY_CLEANUP_AFTER_HOURS: z.coerce.number().int().min(0).max(8_760).default(24),
});

export type Variables = z.output<typeof variables>;

/** How the names of variables begin that are ours. */
export const OURS = ["APP_", "LLM_", "CANARY_"];

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, "");
}
