import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refusal } from "../refusal";

export interface RefuseProps {
  readonly refusal: Refusal;
  readonly requestId: string;
  readonly retryAfterSeconds: number;
}

/** What is left of a body up to this size is read and thrown away, so that its connection can be used again. */
const WORTH_READING = 2 ** 20;

/** Answers with a refusal, unless an answer has begun or nobody waits for one. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { refusal, requestId, retryAfterSeconds }: RefuseProps,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  replyJson(response, refusal.status, {
    body: { error: refusal.reason, message: refusal.message, request_id: requestId },
    headers: {
      ...(refusal.status === 503 ? { "retry-after": String(retryAfterSeconds) } : {}),
      ...(isReusable(request, refusal) ? {} : { connection: "close" }),
    },
  });
  request.resume();
}

function isReusable(request: IncomingMessage, { reason }: Refusal): boolean {
  if (request.complete) return true;
  const length = Number(request.headers["content-length"]);
  return reason !== "body_timeout" && length <= WORTH_READING;
}

export function replyJson(
  response: ServerResponse,
  status: number,
  { body, headers = {} }: { body: unknown; headers?: Readonly<Record<string, string>> },
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
