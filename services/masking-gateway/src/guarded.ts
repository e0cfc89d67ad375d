import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { describeError, type Logger } from "@langfuse-aws/process";
import type { Admission, Lease } from "./admission";
import { refuse } from "./http/reply";
import type { Metrics, Outcome } from "./metrics";
import { Refusal } from "./refusal";

/** One request on its way. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly lease: Lease;
  /** What metrics and logs call it, as far as it is known yet. */
  readonly labels: { route: string; encoding: string };
}

/** Answers a request and says how it ended, or throws. */
export type Work = (exchange: Exchange) => Promise<Outcome>;

export interface GuardProps {
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly retryAfterSeconds: number;
}

/** Makes a listener of `work`: every request is admitted, counted, logged and answered, and whatever goes wrong is an
 *  answer and not the end of the process. */
export function guarded(props: GuardProps, work: Work): RequestListener {
  return (request, response) => void handle(props, work, { request, response });
}

async function handle(
  { admission, metrics, log, retryAfterSeconds }: GuardProps,
  work: Work,
  { request, response }: Pick<Exchange, "request" | "response">,
): Promise<void> {
  const started = performance.now();
  const requestId = randomUUID();
  const labels = { route: "unknown", encoding: "none" };
  const line = (outcome: Outcome) => ({
    ...labels,
    outcome,
    request_id: requestId,
    status: response.headersSent ? response.statusCode : undefined,
    duration_ms: Math.round(performance.now() - started),
  });

  response.on("error", () => undefined);
  metrics.started();
  let lease: Lease | undefined;
  try {
    lease = admission.enter();
    const outcome = await work({ request, response, lease, labels });
    metrics.ended({ ...labels, outcome });
    log.debug(line(outcome), "request");
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal("internal", { cause: error });
    refuse(request, response, { refusal, requestId, retryAfterSeconds });
    metrics.ended({ ...labels, outcome: refusal.reason });
    log.warn({ ...line(refusal.reason), cause: causeOf(refusal) }, "request refused");
  } finally {
    lease?.release();
  }
}

function causeOf({ cause }: Refusal): Readonly<Record<string, unknown>> | undefined {
  return cause === undefined ? undefined : describeError(cause);
}
