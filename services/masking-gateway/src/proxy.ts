import { performance } from "node:perf_hooks";
import { pipeline } from "node:stream/promises";
import { tallied } from "./batch-answer";
import type { Exchange } from "./guarded";
import { forbidBody } from "./http/body-format";
import { forwarded, publicKeyOf, relayed } from "./http/headers";
import { replyJson } from "./http/reply";
import type { Intake } from "./intake";
import type { Metrics, Outcome } from "./metrics";
import { Refusal } from "./refusal";
import { type Action, find, type Route } from "./routes";
import type { Settings } from "./settings";
import type { Upstream, UpstreamResponse } from "./upstream";

export interface MaskingProxyProps {
  readonly settings: Settings;
  readonly intake: Intake;
  readonly metrics: Metrics;
  readonly upstream: Upstream;
}

/** Forwards what may be forwarded, masked, and relays what Langfuse answers. */
export class MaskingProxy {
  constructor(private readonly props: MaskingProxyProps) {}

  readonly work = async (exchange: Exchange): Promise<Outcome> => {
    const { request } = exchange;
    const { path, query } = split(request.url ?? "");
    const { route, isKnownPath } = find(request.method ?? "", path);
    if (route === undefined) throw new Refusal(isKnownPath ? "method_not_allowed" : "unknown_path");
    exchange.labels.route = route.name;
    const headers = forwarded(request.rawHeaders);
    const publicKey = publicKeyOf(request.headers.authorization);
    this.checkPermission(route, publicKey);

    const { action } = route;
    if (action.kind === "acknowledge") return acknowledge(exchange);
    if (action.kind === "read") {
      forbidBody(request.headers);
      await this.send(exchange, { path: path + query, headers, body: null });
      return "read";
    }
    const body = await this.body(exchange, action, publicKey);
    this.props.metrics.moved("out", body.length);
    // Without its query: nothing masks it, and no write path of Langfuse reads one.
    this.props.metrics.wrote(route.name, await this.send(exchange, { path, headers, body }));
    return this.isObserving ? "observed" : "forwarded";
  };

  private get isObserving(): boolean {
    return this.props.settings.variables.MASKING_MODE === "observe";
  }

  private checkPermission({ needs }: Route, publicKey: string | undefined): void {
    if (needs === undefined) return;
    const permissions = publicKey === undefined ? undefined : this.props.settings.permissions.get(publicKey);
    if (permissions?.[needs] !== true) throw new Refusal("denied");
  }

  /** What goes to Langfuse in place of what was sent. */
  private async body(
    exchange: Exchange,
    action: Exclude<Action, { kind: "acknowledge" | "read" }>,
    publicKey: string | undefined,
  ): Promise<Uint8Array> {
    const { kind } = action;
    if (kind === "settings") return await this.props.intake.unread(exchange);
    const paths = kind === "json" ? action.paths : [];
    const { original, masked } = await this.props.intake.take(exchange, { kind, paths, publicKey });
    if (this.isObserving) return original;
    if (kind !== "prompt") return masked.body;
    if (masked.failedValues > 0) throw new Refusal("masking_failed");
    if ((masked.replaced.token ?? 0) > 0) throw new Refusal("secret_in_prompt");
    return original;
  }

  /** @returns the status of Langfuse's answer */
  private async send(
    { request, response }: Exchange,
    { path, headers, body }: { path: string; headers: string[]; body: Uint8Array | null },
  ): Promise<number> {
    const { upstream, metrics } = this.props;
    if (request.socket.destroyed) throw new Refusal("client_gone");
    const started = performance.now();
    const answer = await upstream.send({ method: request.method ?? "", path, headers, body });
    metrics.answered(answer.status, (performance.now() - started) / 1000);
    try {
      response.writeHead(answer.status, relayed(answer.headers));
      if (answer.status === MULTI_STATUS)
        await pipeline(
          answer.body,
          tallied(encodingOf(answer), (tally) => metrics.batch(tally)),
          response,
        );
      else await pipeline(answer.body, response);
    } catch (error) {
      answer.body.destroy();
      // Langfuse has it; that the caller did not wait for the answer is no failure.
      if (!request.socket.destroyed) throw new Refusal("upstream_unreachable", { cause: error });
    }
    return answer.status;
  }
}

/** Only a batch is answered with it: Langfuse may take a part. */
const MULTI_STATUS = 207;

function encodingOf({ headers }: UpstreamResponse): string | undefined {
  const encoding = headers["content-encoding"];
  return typeof encoding === "string" ? encoding : undefined;
}

/** OTLP's answer to metrics, which Langfuse has no use for. */
function acknowledge({ request, response }: Exchange): Outcome {
  request.resume();
  if (request.headers["content-type"] === "application/x-protobuf")
    response.writeHead(200, { "content-type": "application/x-protobuf", "content-length": 0 }).end();
  else replyJson(response, 200, { body: {} });
  return "acknowledged";
}

function split(url: string): { readonly path: string; readonly query: string } {
  const index = url.indexOf("?");
  return index < 0 ? { path: url, query: "" } : { path: url.slice(0, index), query: url.slice(index) };
}
