import { randomBytes } from "node:crypto";
import { createMasker, type Masker, type MaskingPolicy } from "@langfuse-aws/masking";
import { z } from "zod";
import { type Connection, type ConnectionOptions, connectionFrom } from "./connection";
import { type Monitoring, MonitoringSampler, monitoring } from "./sampling";

export interface ObservabilityOptions extends ConnectionOptions {
  /** The service's name: in `service.name`, and what `monitoring.services` goes by. */
  readonly service: string;
  /** What is running, such as a commit.
   *  @default `LANGFUSE_RELEASE`, or none */
  readonly release?: string;
  /** Lower case letters, digits, `-` and `_`, 40 at most; not beginning with `langfuse`.
   *  @default `LANGFUSE_TRACING_ENVIRONMENT`, or "default" */
  readonly environment?: string;
  /** Which services and clients are monitored, and how many of their traces.
   *  @default all */
  readonly monitoring?: Monitoring;
  /** What is masked besides and instead of the usual.
   *  @default everything the engine knows; users' ids by a hash whose key lasts as long as the process */
  readonly masking?: MaskingPolicy;
}

/** What observability runs on; without a connection, on nothing. */
export interface Resolved {
  readonly service: string;
  readonly release: string | undefined;
  readonly environment: string;
  readonly connection: Connection | undefined;
  /** What the masker goes by: plain data, for a masker in another thread. */
  readonly policy: MaskingPolicy;
  readonly masker: Masker;
  readonly sampler: MonitoringSampler;
  /** Why it is off; undefined if it is not. */
  readonly reason: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Options as they count. Whatever is wrong with them switches observability off, and is said in `reason`: a service
 *  does not stop for it, and nothing is sent by half a policy. */
export function resolve(options: ObservabilityOptions, env: Env): Resolved {
  try {
    return complete(options, env);
  } catch (error) {
    const off = complete({ service: String(options?.service) }, {});
    return { ...off, reason: error instanceof Error ? error.message : String(error) };
  }
}

function complete(options: ObservabilityOptions, env: Env): Resolved {
  const { service } = options;
  const environment = options.environment ?? env.LANGFUSE_TRACING_ENVIRONMENT ?? "default";
  if (!/^(?!langfuse)[a-z0-9_-]{1,40}$/.test(environment))
    throw new Error(`environment '${environment}' must match [a-z0-9_-]{1,40} and not begin with 'langfuse'`);
  const connection = connectionFrom(options, env);
  const shares = monitoring.safeParse(options.monitoring ?? {});
  const policy = withHashedUsers(options.masking);
  if (!shares.success) throw new Error(`monitoring is invalid:\n${z.prettifyError(shares.error)}`);
  return {
    service,
    release: options.release ?? env.LANGFUSE_RELEASE,
    environment,
    connection,
    policy,
    masker: createMasker(policy),
    sampler: new MonitoringSampler(connection ? shares.data : monitoring.parse({ default: 0 }), service),
    reason: connection
      ? undefined
      : "no keys: set LANGFUSE_BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY",
  };
}

/** Who says nothing about users' ids gets the safe choice: within a process a user stays the same, and nobody can be
 *  found by trying out ids. */
function withHashedUsers(policy: MaskingPolicy = {}): MaskingPolicy {
  if (policy.userId) return policy;
  return { ...policy, userId: { action: "hmac", key: randomBytes(32).toString("base64") } };
}
