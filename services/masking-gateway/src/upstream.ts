import type { Readable } from "node:stream";
import { errors, Pool } from "undici";
import { Refusal } from "./refusal";

export interface UpstreamProps {
  readonly url: string;
  readonly connections: number;
  readonly timeoutMs: number;
}

export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** `null` for none. */
  readonly body: Uint8Array | null;
}

export interface UpstreamResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

const CONNECT_TIMEOUT_MS = 2_000;
const HEALTH_TIMEOUT_MS = 2_000;

/** Langfuse, over connections that are kept. It follows no redirect and tries nothing twice: callers know best whether
 *  to send a batch again. */
export class Upstream {
  private readonly pool: Pool;

  constructor(props: UpstreamProps) {
    this.pool = new Pool(new URL(props.url).origin, {
      connections: props.connections,
      connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, props.timeoutMs) },
      headersTimeout: props.timeoutMs,
      bodyTimeout: props.timeoutMs,
      // Connections end now and then, so that new pods of Langfuse get their share.
      clientTtl: 60_000,
    });
  }

  /** @throws Refusal `upstream_timeout`, `upstream_unreachable` or `invalid_headers` */
  async send({ method, path, headers, body }: UpstreamRequest): Promise<UpstreamResponse> {
    try {
      const response = await this.pool.request({ method, path, headers, body });
      return { status: response.statusCode, headers: response.headers, body: response.body };
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Whether Langfuse answers and reaches its database. */
  async isHealthy(): Promise<boolean> {
    try {
      const { statusCode, body } = await this.pool.request({
        method: "GET",
        path: "/api/public/health?failIfDatabaseUnavailable=true",
        signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
      });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

function refusal(error: unknown): Refusal {
  if (error instanceof errors.InvalidArgumentError) return new Refusal("invalid_headers", { cause: error });
  const isTimeout =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  return new Refusal(isTimeout ? "upstream_timeout" : "upstream_unreachable", { cause: error });
}
