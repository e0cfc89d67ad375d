import { randomBytes } from "node:crypto";
import type { Observability } from "@langfuse-aws/instrumentation";
import type { Api } from "./api";
import type { Outcome, Result, Stage } from "./contract";
import { type Findings, inspect, together } from "./inspection";
import { checkPrompt } from "./prompt";
import { RAW_FIELDS, rawTrace } from "./raw-trace";
import { type ReadBack, readScores, readTrace } from "./read-back";
import { PLANTED_FIELDS, writeTrace } from "./trace";
import { once, type Pauses } from "./waiting";

export interface ProbeProps {
  readonly lf: Observability;
  readonly api: Api;
  readonly pauses: Pauses;
  readonly exportDeadlineMs: number;
  readonly traceDeadlineMs: number;
  readonly scoreDeadlineMs: number;
  /** Whether a second trace goes out unmasked, because a gateway has to mask it. */
  readonly provesGateway: boolean;
  readonly createsPrompt: boolean;
}

/** Told by a probe while it runs. */
export interface Report {
  ended(outcome: Outcome): void;
  /** What was found in what could be read, also where not all of it could. */
  found(findings: Findings): void;
  serverVersion(version: string): void;
}

type Detail = Outcome["detail"];

/** One round: writes a trace and reads back everything that was written. No stage rejects; each ends with its deadline at
 *  the latest, or with `signal`. */
export class Probe {
  constructor(
    private readonly props: ProbeProps,
    private readonly report: Report,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    await Promise.all([this.api(), this.prompt(), this.roundTrip()]);
  }

  private async api(): Promise<void> {
    const start = performance.now();
    const read = () =>
      this.props.api.get("/api/public/health", { failIfDatabaseUnavailable: "true" }, this.signal);
    const waited = await once(read);
    if (waited.result === "success") this.report.serverVersion(versionOf(waited.value));
    this.ended("api", start, waited);
  }

  private async prompt(): Promise<void> {
    const start = performance.now();
    const { api, createsPrompt } = this.props;
    this.ended("prompt", start, await checkPrompt(api, { createsPrompt, signal: this.signal }));
  }

  private async roundTrip(): Promise<void> {
    const traceId = randomId();
    const { dropped } = this;
    writeTrace(this.props.lf, traceId);
    const written = performance.now();
    const isTaken = await this.props.lf.flush({ timeoutMs: this.props.exportDeadlineMs });
    const isRefused = this.dropped > dropped;
    this.ended("export", written, { result: isRefused ? "refused" : isTaken ? "success" : "timeout" });
    if (isRefused || !isTaken) {
      for (const stage of ["trace", "masking", "score"] as const)
        this.ended(stage, written, { result: "skipped" });
      return;
    }
    const [trace, scores, raw] = await Promise.all([
      this.trace(traceId, written),
      this.scores(traceId, written),
      this.raw(),
    ]);
    this.masking({ trace, scores, raw, written });
  }

  private async trace(traceId: string, written: number): Promise<ReadBack> {
    const { api, pauses, traceDeadlineMs } = this.props;
    const signal = this.within(traceDeadlineMs);
    const back = await readTrace({ api, traceId, pauses, signal }, Object.keys(PLANTED_FIELDS));
    this.ended("trace", written, back);
    return back;
  }

  private async scores(traceId: string, written: number): Promise<ReadBack> {
    const { api, pauses, scoreDeadlineMs } = this.props;
    const back = await readScores({ api, traceId, pauses, signal: this.within(scoreDeadlineMs) });
    this.ended("score", written, back);
    return back;
  }

  /** The second trace, past the library; nothing where no gateway is to be proved. */
  private async raw(): Promise<ReadBack | undefined> {
    const { api, pauses, traceDeadlineMs, provesGateway } = this.props;
    if (!provesGateway) return undefined;
    const traceId = randomId();
    const signal = this.within(traceDeadlineMs);
    const sent = await once(() => api.post("/api/public/otel/v1/traces", rawTrace(traceId), signal));
    if (sent.result !== "success") return { ...sent, items: [] };
    return readTrace({ api, traceId, pauses, signal }, Object.keys(RAW_FIELDS));
  }

  private masking({ trace, scores, raw, written }: Readings): void {
    const findings = together([
      inspect(trace.items, trace.result === "success" ? PLANTED_FIELDS : {}),
      inspect(scores.items, {}),
      ...(raw ? [inspect(raw.items, raw.result === "success" ? RAW_FIELDS : {})] : []),
    ]);
    this.report.found(findings);
    this.ended("masking", written, { result: maskingResult({ trace, raw }, findings), detail: raw?.detail });
  }

  private ended<Of extends Stage>(
    stage: Of,
    since: number,
    { result, detail }: { readonly result: Result<Of>; readonly detail?: Detail },
  ): void {
    this.report.ended({ stage, result, detail, seconds: (performance.now() - since) / 1000 });
  }

  private within(milliseconds: number): AbortSignal {
    return AbortSignal.any([this.signal, AbortSignal.timeout(milliseconds)]);
  }

  /** Spans and scores that were refused since the start. */
  private get dropped(): number {
    const { traces, scores } = this.props.lf.health;
    return traces.dropped + scores.dropped;
  }
}

interface Readings {
  readonly trace: ReadBack;
  readonly scores: ReadBack;
  readonly raw: ReadBack | undefined;
  readonly written: number;
}

function maskingResult(
  { trace, raw }: Pick<Readings, "trace" | "raw">,
  findings: Findings,
): Result<"masking"> {
  if (findings.leaked.length > 0) return "leak";
  if (trace.result !== "success") return "skipped";
  if (raw && raw.result !== "success") return raw.result;
  return findings.lacking.length > 0 ? "label_missing" : "success";
}

function versionOf(health: unknown): string {
  return typeof health === "object" && health !== null && "version" in health
    ? String(health.version)
    : "unknown";
}

/** The id of a trace. */
function randomId(): string {
  return randomBytes(16).toString("hex");
}
