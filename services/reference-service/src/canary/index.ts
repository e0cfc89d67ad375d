import { setTimeout as sleep } from "node:timers/promises";
import type { Observability } from "@langfuse-aws/instrumentation";
import { describeError, type Logger } from "@langfuse-aws/process";
import type { FastifyInstance } from "fastify";
import { closeWithin } from "../http/close";
import { portOf } from "../http/port";
import { createServer } from "../http/server";
import type { CanarySettings } from "../settings";
import { Api } from "./api";
import { Cleanup } from "./cleanup";
import type { Outcome } from "./contract";
import type { Findings } from "./inspection";
import { CanaryMetrics } from "./metrics";
import { Probe, type ProbeProps } from "./probe";
import type { Pauses } from "./waiting";

export interface CanaryProps {
  readonly settings: CanarySettings;
  readonly log: Logger;
  readonly lf: Observability;
  /** Between looks for what is not there yet. */
  readonly pauses: Pauses;
}

const EXPORT_DEADLINE_MS = 20_000;

/** Between two probes, however long the first took. */
const SHORTEST_REST_MS = 1_000;

/** What the end of the process may wait for at most: the probe that is running, and then what it has for Langfuse. */
const STOP_MS = 3_000;

/** Probes Langfuse again and again, one probe at a time, and shows what became of them. */
export class Canary {
  readonly metrics = new CanaryMetrics();
  private readonly server: FastifyInstance;
  private readonly stopping = new AbortController();
  private readonly probes: ProbeProps;
  private readonly cleanup: Cleanup;
  private lastEnd = performance.now();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly props: CanaryProps) {
    const { settings, log, lf, pauses } = props;
    const { variables } = settings;
    const api = new Api(settings);
    this.server = createServer({ log, isLeaving: () => this.stopping.signal.aborted });
    this.operations();
    this.probes = {
      lf,
      pauses,
      api,
      exportDeadlineMs: EXPORT_DEADLINE_MS,
      traceDeadlineMs: 1000 * variables.CANARY_TRACE_DEADLINE_SECONDS,
      scoreDeadlineMs: 1000 * variables.CANARY_SCORE_DEADLINE_SECONDS,
      provesGateway: variables.CANARY_GATEWAY,
      createsPrompt: variables.CANARY_CREATE_PROMPT,
    };
    const afterHours = variables.CANARY_CLEANUP_AFTER_HOURS;
    this.cleanup = new Cleanup({ api, afterHours, metrics: this.metrics, log });
  }

  /** Where it listens, once it does. */
  get port(): number {
    return portOf(this.server);
  }

  async start(): Promise<void> {
    const { APP_HOST: host, APP_PORT: port } = this.props.settings.variables;
    await this.server.listen({ host, port });
    this.work = this.probing();
  }

  /** Ends the probe that is running; always clean, because a probe that is cut off counts as none. */
  async stop(): Promise<boolean> {
    this.stopping.abort();
    const probe = Promise.race([this.work, sleep(STOP_MS, undefined, { ref: false })]);
    await Promise.all([probe, closeWithin(this.server, STOP_MS)]);
    await this.props.lf.shutdown({ timeoutMs: STOP_MS });
    return true;
  }

  /** No probe can take longer than its deadlines one after the other. */
  private get longestProbeMs(): number {
    return EXPORT_DEADLINE_MS + this.probes.traceDeadlineMs + this.probes.scoreDeadlineMs;
  }

  private get intervalMs(): number {
    return 1000 * this.props.settings.variables.CANARY_INTERVAL_SECONDS;
  }

  private async probing(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const start = performance.now();
      await this.probe();
      await this.cleanup.runIfDue(signal);
      this.lastEnd = performance.now();
      const rest = Math.max(SHORTEST_REST_MS, this.intervalMs - (this.lastEnd - start));
      await sleep(rest, undefined, { signal }).catch(() => {});
    }
  }

  private async probe(): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(this.longestProbeMs)]);
    const report = {
      ended: (outcome: Outcome) => this.ended(outcome),
      found: (findings: Findings) => this.found(findings),
      serverVersion: (version: string) => this.metrics.serverVersion(version),
    };
    try {
      await new Probe(this.probes, report, signal).run();
    } catch (error) {
      this.props.log.error(describeError(error), "probe failed");
    }
  }

  private ended(outcome: Outcome): void {
    if (this.stopping.signal.aborted) return;
    this.metrics.ended(outcome);
    const { stage, result, seconds, detail } = outcome;
    const level = result === "success" || result === "skipped" ? "info" : "warn";
    this.props.log[level](
      { stage, result, seconds: Math.round(seconds * 1000) / 1000, ...detail },
      "stage ended",
    );
  }

  private found({ leaked, leakedFields, lacking }: Findings): void {
    this.metrics.leaked(leaked);
    if (leaked.length > 0)
      this.props.log.error({ leaked, fields: leakedFields }, "planted values can be read");
    if (lacking.length > 0) this.props.log.warn({ lacking }, "labels are missing");
  }

  private operations(): void {
    this.server.get("/health", (_request, reply) => {
      const silentSeconds = Math.round((performance.now() - this.lastEnd) / 1000);
      const isStuck = 1000 * silentSeconds > 3 * Math.max(this.intervalMs, this.longestProbeMs);
      reply.code(isStuck ? 503 : 200);
      return { status: isStuck ? "stuck" : "ok", seconds_since_last_probe: silentSeconds };
    });
    this.server.get("/metrics", async (_request, reply) => {
      reply.type(this.metrics.registry.contentType);
      return this.metrics.registry.metrics();
    });
  }
}
