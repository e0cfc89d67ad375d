import { LANGFUSE_SDK_VERSION } from "@langfuse/core";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type Outcome, STAGES } from "./contract";
import { PLANTED_CLASSES, type PlantedClass } from "./planted";

/** What alerts and dashboards go by. Counters begin at 0 with every label they can have: one that appears with its first
 *  event hides that event from `increase()`. */
export class CanaryMetrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  private readonly probes = new Counter({
    name: "langfuse_canary_probe_total",
    help: "Stages of probes by how they ended",
    labelNames: ["stage", "result"],
    registers: this.registers,
  });
  private readonly latency = new Histogram({
    name: "langfuse_canary_stage_latency_seconds",
    help: "How long stages took that succeeded",
    labelNames: ["stage"],
    buckets: [0.5, 1, 2, 5, 10, 15, 30, 60, 90, 120],
    registers: this.registers,
  });
  private readonly lastSuccess = new Gauge({
    name: "langfuse_canary_last_success_timestamp_seconds",
    help: "When the stage succeeded last; 0 until it does",
    labelNames: ["stage"],
    registers: this.registers,
  });
  private readonly leaks = new Counter({
    name: "langfuse_canary_masking_leak_total",
    help: "Probes that could read a planted value of the class",
    labelNames: ["class"],
    registers: this.registers,
  });
  private readonly info = new Gauge({
    name: "langfuse_canary_info",
    help: "1 for the versions of Langfuse and of the SDK",
    labelNames: ["server_version", "sdk_version"],
    registers: this.registers,
  });
  private readonly deleted = new Counter({
    name: "langfuse_canary_deleted_traces_total",
    help: "Own traces that were old: deleted, or not",
    labelNames: ["result"],
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const [stage, results] of Object.entries(STAGES)) {
      for (const result of results) this.probes.inc({ stage, result }, 0);
      this.latency.zero({ stage });
      this.lastSuccess.set({ stage }, 0);
    }
    for (const name of PLANTED_CLASSES) this.leaks.inc({ class: name }, 0);
    for (const result of ["success", "error"]) this.deleted.inc({ result }, 0);
    this.serverVersion("unknown");
  }

  ended({ stage, result, seconds }: Outcome): void {
    this.probes.inc({ stage, result });
    if (result !== "success") return;
    this.latency.observe({ stage }, seconds);
    this.lastSuccess.set({ stage }, Date.now() / 1000);
  }

  leaked(classes: readonly PlantedClass[]): void {
    for (const name of classes) this.leaks.inc({ class: name });
  }

  serverVersion(version: string): void {
    this.info.reset();
    this.info.set({ server_version: version, sdk_version: LANGFUSE_SDK_VERSION }, 1);
  }

  cleaned(result: "success" | "error", traces: number): void {
    this.deleted.inc({ result }, traces);
  }
}
