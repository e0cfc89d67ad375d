import { performance } from "node:perf_hooks";
import type { ApiPaths } from "@langfuse-aws/masking";
import type { Exchange } from "./guarded";
import { bodyFormat } from "./http/body-format";
import { readBody } from "./http/read-body";
import type { Masked, Masking } from "./masking";
import type { Metrics } from "./metrics";
import type { EnvironmentVariables } from "./settings/environment";

export interface IntakeProps {
  readonly variables: EnvironmentVariables;
  readonly masking: Masking;
  readonly metrics: Metrics;
}

export interface IntakeTask {
  readonly kind: "otlp" | "json" | "prompt";
  readonly paths: ApiPaths;
  readonly publicKey?: string;
}

export interface Taken {
  /** As it was sent, decompressed. */
  readonly original: Buffer;
  readonly masked: Masked;
}

/** Takes bodies in: reads them whole, decompresses and masks them. */
export class Intake {
  constructor(private readonly props: IntakeProps) {}

  /** @throws Refusal for a body that cannot be read or masked */
  async take(exchange: Exchange, { kind, paths, publicKey }: IntakeTask): Promise<Taken> {
    const { masking, metrics } = this.props;
    const { format, isCompressed, encoding } = bodyFormat(exchange.request.headers, kind);
    exchange.labels.encoding = encoding;
    const original = await this.read(exchange, isCompressed);
    metrics.moved("in", original.length);
    const started = performance.now();
    const masked = await masking.mask({ format, paths, publicKey }, original);
    metrics.masked(exchange.labels.route, masked, (performance.now() - started) / 1000);
    return { original, masked };
  }

  /** A body that goes on as it came, decompressed.
   *  @throws Refusal for one that cannot be read */
  async unread(exchange: Exchange): Promise<Buffer> {
    const { isCompressed, encoding } = bodyFormat(exchange.request.headers, "settings");
    exchange.labels.encoding = encoding;
    const original = await this.read(exchange, isCompressed);
    this.props.metrics.moved("in", original.length);
    return original;
  }

  private read({ request, lease }: Exchange, isCompressed: boolean): Promise<Buffer> {
    const { variables } = this.props;
    return readBody(request, {
      isCompressed,
      lease,
      maxBytes: variables.GATEWAY_MAX_BODY_BYTES,
      maxDecodedBytes: variables.GATEWAY_MAX_DECODED_BYTES,
      timeoutMs: variables.GATEWAY_BODY_TIMEOUT_MS,
    });
  }
}
