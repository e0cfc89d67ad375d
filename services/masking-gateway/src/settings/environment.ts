import { availableParallelism } from "node:os";
import { problem } from "@langfuse-aws/process";
import { z } from "zod";

const MEBIBYTE = 2 ** 20;

const port = z.coerce.number().int().min(0).max(65535);
const bytes = (least: number) => z.coerce.number().int().min(least);
const milliseconds = z.coerce.number().int().min(10).max(600_000);

/** What may be said in environment variables. Names that are not listed here are refused, so that a typing error is no
 *  silent default. */
export const environmentVariables = z.strictObject({
  /** Where Langfuse answers inside the cluster: scheme, host and port and nothing else. */
  GATEWAY_UPSTREAM_URL: z
    .url({ protocol: /^https?$/, error: "must be the URL of Langfuse such as 'http://langfuse-web:3000'" })
    .refine((url) => new URL(url).origin === url.replace(/\/$/, ""), {
      error: "must be scheme, host and port alone, without path, user or query",
    }),
  /** The policy, in JSON.
   *  @default none: the engine's own policy, for every project */
  GATEWAY_POLICY_FILE: z.string().min(1).optional(),
  /** What becomes of users' ids: a keyed hash, nothing, or what other text becomes. */
  GATEWAY_USER_ID_ACTION: z.enum(["hmac", "drop", "keep"]).default("hmac"),
  /** File with the key of the hash, at least 32 characters: a mounted secret. Needed for `hmac`. */
  GATEWAY_USER_ID_KEY_FILE: z.string().min(1).optional(),
  /** `observe` forwards what was sent and only counts what would have been masked; never in production. */
  MASKING_MODE: z.enum(["enforce", "observe"]).default("enforce"),
  /** Anything but `development` and `test` is production. */
  NODE_ENV: z.string().default("production"),
  /** Address of both listeners. */
  GATEWAY_HOST: z.string().min(1).default("0.0.0.0"),
  GATEWAY_PORT: port.default(8080),
  /** Health, metrics and the masking callback: for the cluster, never for the load balancer. */
  GATEWAY_OPERATIONS_PORT: port.default(9090),
  /** As sent, perhaps compressed. Langfuse itself warns from 16 MB. */
  GATEWAY_MAX_BODY_BYTES: bytes(1024).default(20 * MEBIBYTE),
  /** After decompression. */
  GATEWAY_MAX_DECODED_BYTES: bytes(1024).default(64 * MEBIBYTE),
  /** Of all requests together; the process needs about five times as much. */
  GATEWAY_MAX_BUFFERED_BYTES: bytes(1024).default(128 * MEBIBYTE),
  GATEWAY_MAX_CONCURRENT_REQUESTS: z.coerce.number().int().min(1).max(10_000).default(256),
  /** Threads for large bodies. */
  GATEWAY_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(() => Math.max(1, availableParallelism() - 1)),
  /** From here on a body is large: to hand it over costs less than it would keep all other requests waiting, half a
   *  millisecond and more. */
  GATEWAY_WORKER_THRESHOLD_BYTES: bytes(0).default(16 * 1024),
  /** From the first byte of a body to its last. */
  GATEWAY_BODY_TIMEOUT_MS: milliseconds.default(15_000),
  /** Of a large body, waiting for a thread included. */
  GATEWAY_MASKING_TIMEOUT_MS: milliseconds.default(10_000),
  /** Until Langfuse starts to answer, and between two pieces of its answer. */
  GATEWAY_UPSTREAM_TIMEOUT_MS: milliseconds.default(30_000),
  /** What `Retry-After` says in every 503. */
  GATEWAY_RETRY_AFTER_SECONDS: z.coerce.number().int().min(1).max(600).default(5),
  /** How long requests still come in after SIGTERM, until every load balancer knows. */
  GATEWAY_DRAIN_DELAY_MS: z.coerce.number().int().min(0).max(600_000).default(5_000),
  /** How long requests may then take to end. */
  GATEWAY_DRAIN_TIMEOUT_MS: milliseconds.default(20_000),
  /** Whether a pod is ready only while Langfuse is: then clients get the load balancer's answer instead of ours. */
  GATEWAY_READY_NEEDS_UPSTREAM: z.enum(["true", "false"]).default("false"),
  GATEWAY_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type EnvironmentVariables = z.output<typeof environmentVariables>;

/** Names of variables that are ours, and how they begin. */
export const OURS = ["GATEWAY_", "MASKING_MODE", "NODE_ENV"];

/** What is wrong between variables. It looks at them as they were written, so that it finds something as well where one
 *  of them is wrong by itself. */
export function conflicts(written: Readonly<Record<string, string>>): readonly string[] {
  const isProduction = !["development", "test"].includes(written.NODE_ENV ?? "production");
  const isHashing = (written.GATEWAY_USER_ID_ACTION ?? "hmac") === "hmac";
  const decoded = Number(written.GATEWAY_MAX_DECODED_BYTES ?? 64 * MEBIBYTE);
  const buffered = Number(written.GATEWAY_MAX_BUFFERED_BYTES ?? 128 * MEBIBYTE);
  return [
    written.MASKING_MODE === "observe" && isProduction
      ? problem(
          "MASKING_MODE",
          "'observe' forwards unmasked data; set NODE_ENV=development, or use 'enforce'",
        )
      : undefined,
    isHashing && written.GATEWAY_USER_ID_KEY_FILE === undefined
      ? problem(
          "GATEWAY_USER_ID_KEY_FILE",
          "is needed to hash users' ids; or set GATEWAY_USER_ID_ACTION=drop",
        )
      : undefined,
    decoded > buffered
      ? problem(
          "GATEWAY_MAX_BUFFERED_BYTES",
          `must be at least GATEWAY_MAX_DECODED_BYTES, which is ${decoded}`,
        )
      : undefined,
  ].filter((found) => found !== undefined);
}
