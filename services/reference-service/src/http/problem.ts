/** What is wrong with a request, or with us, as the caller is told. It quotes nothing of the request. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    /** What programs go by. */
    readonly error: string,
    message: string,
    readonly more: { readonly problems?: readonly string[]; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}

/** Fastify's own errors, by their status, in words that help. */
const KNOWN: Readonly<Record<number, readonly [error: string, message: string]>> = {
  400: ["invalid_request", "the body is no JSON; send an object with content-type application/json"],
  404: ["not_found", "there is no such path or method"],
  408: ["timeout", "the request did not arrive in time; send it again"],
  413: ["too_large", "the body is larger than 64 KiB; send a shorter question"],
  415: ["unsupported_media_type", "send JSON, with content-type application/json"],
};

/** An error as a problem; `undefined` for what is a mistake of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const status =
    typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : 500;
  const known = typeof status === "number" ? KNOWN[status] : undefined;
  return known && new Problem(Number(status), ...known);
}
