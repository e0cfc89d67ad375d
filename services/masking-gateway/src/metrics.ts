import { CLASSES } from "@langfuse-aws/masking";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { BatchTally } from "./batch-answer";
import type { Masked } from "./masking";
import type { Reason } from "./refusal";

/** How a request ended: forwarded masked, forwarded as it was (`observe`), read, or refused for a reason. */
export type Outcome = "forwarded" | "observed" | "read" | "acknowledged" | "masked" | Reason;

/** Reasons that are ours or Langfuse's and not the caller's. */
const FAILURES: readonly Reason[] = [
  "overloaded",
  "masking_failed",
  "masking_timeout",
  "upstream_unreachable",
  "upstream_timeout",
  "internal",
];

/** What is measured, and nothing of what was sent. */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  private readonly requests = new Counter({
    name: "masking_requests_total",
    help: "Requests by how they ended",
    labelNames: ["route", "encoding", "outcome"],
    registers: this.registers,
  });
  private readonly replacements = new Counter({
    name: "masking_replacements_total",
    help: "Values that were replaced, by class",
    labelNames: ["label", "route"],
    registers: this.registers,
  });
  private readonly failures = new Counter({
    name: "masking_failures_total",
    help: "Requests that failed through no fault of the caller, and values that became [MASKING_ERROR]",
    labelNames: ["reason"],
    registers: this.registers,
  });
  private readonly bytes = new Counter({
    name: "masking_bytes_total",
    help: "Bytes of bodies: decompressed as they came in, masked as they went out",
    labelNames: ["direction"],
    registers: this.registers,
  });
  private readonly duration = new Histogram({
    name: "masking_duration_seconds",
    help: "Time to mask a body, waiting for a thread included",
    labelNames: ["route"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: this.registers,
  });
  private readonly upstreamLatency = new Histogram({
    name: "masking_upstream_latency_seconds",
    help: "Time until Langfuse began to answer, by the status of its answer",
    labelNames: ["status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: this.registers,
  });
  private readonly writes = new Counter({
    name: "masking_writes_total",
    help: "Langfuse's answers to what was written, by their status",
    labelNames: ["route", "status"],
    registers: this.registers,
  });
  private readonly events = new Counter({
    name: "masking_events_total",
    help: "Events of batches, by what Langfuse did with them: it answers a batch with 207 either way",
    labelNames: ["result"],
    registers: this.registers,
  });
  private readonly inflight = new Gauge({
    name: "masking_inflight",
    help: "Requests that are being handled",
    registers: this.registers,
  });

  constructor(routes: readonly string[], mode: string) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: "masking_mode",
      help: "1 for the mode the gateway runs in",
      labelNames: ["mode"],
      registers: this.registers,
    }).set({ mode }, 1);
    // A counter that appears with its first event hides that event from increase().
    for (const reason of [...FAILURES, "value"]) this.failures.inc({ reason }, 0);
    for (const direction of ["in", "out"]) this.bytes.inc({ direction }, 0);
    for (const result of ["taken", "refused"]) this.events.inc({ result }, 0);
    for (const route of routes)
      for (const label of [...CLASSES, "user"]) this.replacements.inc({ label, route }, 0);
  }

  started(): void {
    this.inflight.inc();
  }

  ended(request: { readonly route: string; readonly encoding: string; readonly outcome: Outcome }): void {
    this.inflight.dec();
    this.requests.inc(request);
    const reason = FAILURES.find((failure) => failure === request.outcome);
    if (reason !== undefined) this.failures.inc({ reason });
  }

  masked(route: string, { replaced, failedValues }: Masked, seconds: number): void {
    this.duration.observe({ route }, seconds);
    for (const [label, count] of Object.entries(replaced)) this.replacements.inc({ label, route }, count);
    if (failedValues > 0) this.failures.inc({ reason: "value" }, failedValues);
  }

  moved(direction: "in" | "out", bytes: number): void {
    this.bytes.inc({ direction }, bytes);
  }

  answered(status: number, seconds: number): void {
    this.upstreamLatency.observe({ status: String(status) }, seconds);
  }

  wrote(route: string, status: number): void {
    this.writes.inc({ route, status: String(status) });
  }

  batch({ taken, refused }: BatchTally): void {
    this.events.inc({ result: "taken" }, taken);
    this.events.inc({ result: "refused" }, refused);
  }
}
