import type { RequestListener } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@langfuse-aws/process";
import { Admission } from "./admission";
import { guarded } from "./guarded";
import { Listener } from "./http/listener";
import { Intake } from "./intake";
import { Masking } from "./masking";
import { Metrics } from "./metrics";
import { operations } from "./operations";
import { MaskingProxy } from "./proxy";
import { routes } from "./routes";
import type { Settings } from "./settings";
import { Upstream } from "./upstream";

export interface GatewayProps {
  readonly settings: Settings;
  readonly log: Logger;
  /** The compiled `masking/worker.ts`. */
  readonly workerFile: string;
}

/** The whole service: what callers reach, what the cluster reaches, and everything between. */
export class Gateway {
  readonly metrics: Metrics;
  private readonly masking: Masking;
  private readonly upstream: Upstream;
  private readonly front: Listener;
  private readonly back: Listener;
  private isDraining = false;

  /** @throws Error that names what is wrong with a policy */
  constructor(private readonly props: GatewayProps) {
    const { settings, log, workerFile } = props;
    const { variables, policies } = settings;
    const mode = variables.MASKING_MODE;
    this.metrics = new Metrics([...new Set(["mask", ...routes.map(({ name }) => name)])], mode);
    this.masking = new Masking({
      policies,
      workerFile,
      threads: variables.GATEWAY_WORKERS,
      thresholdBytes: variables.GATEWAY_WORKER_THRESHOLD_BYTES,
      timeoutMs: variables.GATEWAY_MASKING_TIMEOUT_MS,
    });
    this.upstream = new Upstream({
      url: variables.GATEWAY_UPSTREAM_URL,
      connections: variables.GATEWAY_MAX_CONCURRENT_REQUESTS,
      timeoutMs: variables.GATEWAY_UPSTREAM_TIMEOUT_MS,
    });
    const { metrics, masking, upstream } = this;
    const intake = new Intake({ variables, masking, metrics });
    const guard = {
      admission: new Admission({
        requests: variables.GATEWAY_MAX_CONCURRENT_REQUESTS,
        bytes: variables.GATEWAY_MAX_BUFFERED_BYTES,
      }),
      metrics,
      log,
      retryAfterSeconds: variables.GATEWAY_RETRY_AFTER_SECONDS,
    };
    const proxy = new MaskingProxy({ settings, intake, metrics, upstream });
    this.front = this.listener(variables.GATEWAY_PORT, guarded(guard, proxy.work));
    const obstacles = () => this.obstacles();
    this.back = this.listener(
      variables.GATEWAY_OPERATIONS_PORT,
      operations({ guard, intake, metrics, mode, obstacles }),
    );
  }

  /** Ports it listens on, once it does. */
  get ports(): { readonly front: number; readonly operations: number } {
    return { front: this.front.port, operations: this.back.port };
  }

  async start(): Promise<void> {
    await this.back.start();
    await this.front.start();
  }

  /** Says that it is going, waits until nobody sends requests any more, and ends those that are there, callbacks of
   *  Langfuse included, by one deadline. True if each of them was answered. */
  async stop(): Promise<boolean> {
    const { GATEWAY_DRAIN_DELAY_MS: delay, GATEWAY_DRAIN_TIMEOUT_MS: timeout } =
      this.props.settings.variables;
    this.isDraining = true;
    this.front.leave();
    this.back.leave();
    await sleep(delay);
    const deadline = performance.now() + timeout;
    // The cluster sees how it goes until nobody is served any more.
    const isFrontClean = await this.front.stop(timeout);
    const isBackClean = await this.back.stop(Math.max(0, deadline - performance.now()));
    await Promise.all([this.masking.close(), this.upstream.close()]);
    return isFrontClean && isBackClean;
  }

  private async obstacles(): Promise<readonly string[]> {
    const { GATEWAY_READY_NEEDS_UPSTREAM: needsUpstream } = this.props.settings.variables;
    return [
      ...(this.isDraining ? ["shutting down"] : []),
      ...(this.masking.isReady ? [] : ["no masking thread is ready"]),
      ...(needsUpstream === "true" && !(await this.upstream.isHealthy()) ? ["Langfuse does not answer"] : []),
    ];
  }

  private listener(port: number, handle: RequestListener): Listener {
    const { variables } = this.props.settings;
    const { GATEWAY_BODY_TIMEOUT_MS: body, GATEWAY_MASKING_TIMEOUT_MS: masking } = variables;
    return new Listener({
      host: variables.GATEWAY_HOST,
      port,
      handle,
      // The reader of bodies ends first, with an answer; this is for headers that never end.
      requestTimeoutMs: body + 5_000,
      idleTimeoutMs: body + masking + variables.GATEWAY_UPSTREAM_TIMEOUT_MS + 5_000,
    });
  }
}
