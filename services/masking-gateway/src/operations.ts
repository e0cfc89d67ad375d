import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type GuardProps, guarded, type Work } from "./guarded";
import { replyJson } from "./http/reply";
import type { Intake } from "./intake";
import type { Metrics } from "./metrics";
import { Refusal } from "./refusal";

export interface OperationsProps {
  readonly guard: GuardProps;
  readonly intake: Intake;
  readonly metrics: Metrics;
  readonly mode: string;
  /** What keeps the pod from taking requests; empty for nothing. */
  readonly obstacles: () => Promise<readonly string[]>;
}

/** Health, readiness and metrics, and the masking callback of Langfuse's enterprise edition. */
export function operations(props: OperationsProps): RequestListener {
  const mask = guarded(props.guard, callback(props.intake));
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    if (request.method === "POST" && path === "/mask") mask(request, response);
    else void report(props, path, response).catch(() => response.destroy());
  };
}

async function report(
  { metrics, mode, obstacles }: OperationsProps,
  path: string,
  response: ServerResponse,
): Promise<void> {
  if (path === "/health") return replyJson(response, 200, { body: { status: "ok", mode } });
  if (path === "/ready") {
    const found = await obstacles();
    const isReady = found.length === 0;
    return replyJson(response, isReady ? 200 : 503, { body: { ready: isReady, mode, obstacles: found } });
  }
  if (path === "/metrics") {
    const text = await metrics.registry.metrics();
    response.writeHead(200, { "content-type": metrics.registry.contentType });
    response.end(text);
    return;
  }
  replyJson(response, 404, { body: { error: "unknown_path", message: "try /health, /ready or /metrics" } });
}

/** LANGFUSE_INGESTION_MASKING_CALLBACK_URL: an array of resource spans in, the same array masked out. */
function callback(intake: Intake): Work {
  return async (exchange) => {
    exchange.labels.route = "mask";
    const { original, masked } = await intake.take(exchange, { kind: "otlp", paths: [] });
    if (!isArray(exchange.request, original)) throw new Refusal("unparsable");
    exchange.response.writeHead(200, {
      "content-type": "application/json",
      "content-length": masked.body.length,
    });
    exchange.response.end(masked.body);
    return "masked";
  };
}

function isArray({ headers }: IncomingMessage, body: Buffer): boolean {
  return (
    headers["content-type"] !== "application/x-protobuf" &&
    body.toString("latin1", 0, 64).trimStart()[0] === "["
  );
}
