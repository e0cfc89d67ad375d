import { setTimeout as sleep } from "node:timers/promises";
import type { Observability } from "@langfuse-aws/instrumentation";
import type { Logger } from "@langfuse-aws/process";
import type { FastifyInstance } from "fastify";
import { closeWithin } from "../http/close";
import { portOf } from "../http/port";
import { createServer } from "../http/server";
import { type Model, modelOf } from "../models";
import { lacksModel, type Settings } from "../settings";
import { healthOf } from "./health";
import { Metrics } from "./metrics";
import { askRoute } from "./routes";

export interface ServiceProps {
  readonly settings: Settings;
  readonly log: Logger;
  readonly lf: Observability;
}

/** The whole service: a model behind HTTP, watched. */
export class Service {
  private readonly server: FastifyInstance;
  private readonly model: Model;
  private readonly metrics: Metrics;
  private isStopping = false;

  constructor(private readonly props: ServiceProps) {
    const { settings, log, lf } = props;
    this.metrics = new Metrics(lf);
    this.model = this.metrics.measured(modelOf(settings.variables));
    this.server = createServer({ log, observer: this.metrics, isLeaving: () => this.isStopping });
    const maxConcurrent = settings.variables.APP_MAX_CONCURRENT_QUESTIONS;
    askRoute(this.server, { lf, model: this.model, log, maxConcurrent });
    this.operations();
  }

  /** Where it listens, once it does. */
  get port(): number {
    return portOf(this.server);
  }

  async start(): Promise<void> {
    const { APP_HOST: host, APP_PORT: port } = this.props.settings.variables;
    await this.server.listen({ host, port });
  }

  /** Says that it is going, waits until nobody sends requests any more, ends those that are there, and sends what is left
   *  for Langfuse. True if every request was answered; traces that are lost are no reason to fail. */
  async stop(): Promise<boolean> {
    const { APP_DRAIN_DELAY_MS: delay, APP_DRAIN_TIMEOUT_MS: timeout } = this.props.settings.variables;
    this.isStopping = true;
    await sleep(delay);
    const isClean = await closeWithin(this.server, timeout);
    const { lf, log } = this.props;
    if (!(await lf.shutdown())) log.warn({ dropped: lf.health.traces.dropped }, "spans were lost");
    return isClean;
  }

  private operations(): void {
    const { lf, settings } = this.props;
    this.server.get("/health", (_request, reply) => {
      const { model, isStopping } = this;
      reply.code(isStopping ? 503 : 200);
      return healthOf({ lf, model, lacksModel: lacksModel(settings.variables), isStopping });
    });
    this.server.get("/metrics", async (_request, reply) => {
      reply.type(this.metrics.registry.contentType);
      return this.metrics.registry.metrics();
    });
  }
}
