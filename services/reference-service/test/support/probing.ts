import { initObservability } from "@langfuse-aws/instrumentation";
import type { MaskingPolicy } from "@langfuse-aws/masking";
import type { TestLangfuse } from "@langfuse-aws/testkit";
import { Api } from "../../src/canary/api";
import type { Outcome, Stage } from "../../src/canary/contract";
import type { Findings } from "../../src/canary/inspection";
import { Probe, type ProbeProps } from "../../src/canary/probe";

/** What a probe told. */
export interface Told {
  readonly outcomes: Partial<Record<Stage, Outcome>>;
  /** By stage. */
  readonly results: Partial<Record<Stage, string>>;
  readonly findings: Findings | undefined;
  readonly version: string | undefined;
}

export interface ProbeOptions extends Partial<ProbeProps> {
  readonly masking?: MaskingPolicy;
  readonly baseUrl?: string;
  readonly secretKey?: string;
  readonly signal?: AbortSignal;
}

/** Probes a test Langfuse once, and ends what it took. */
export async function probe(langfuse: TestLangfuse, options: ProbeOptions = {}): Promise<Told> {
  const { masking, signal, baseUrl = langfuse.url, secretKey = langfuse.secretKey, ...props } = options;
  const connection = { baseUrl, secretKey, publicKey: langfuse.publicKey };
  const lf = initObservability({ service: "canary", environment: "canary", masking, ...connection });
  const outcomes: Partial<Record<Stage, Outcome>> = {};
  const told: { findings?: Findings; version?: string } = {};
  const report = {
    ended: (outcome: Outcome) => {
      outcomes[outcome.stage] = outcome;
    },
    found: (findings: Findings) => {
      told.findings = findings;
    },
    serverVersion: (version: string) => {
      told.version = version;
    },
  };
  const all = {
    lf,
    api: new Api(connection),
    pauses: { firstMs: 10, longestMs: 20 },
    exportDeadlineMs: 20_000,
    traceDeadlineMs: 20_000,
    scoreDeadlineMs: 20_000,
    provesGateway: false,
    createsPrompt: true,
    ...props,
  };
  await new Probe(all, report, signal ?? new AbortController().signal).run();
  await lf.shutdown({ timeoutMs: 50 });
  const results = Object.fromEntries(Object.values(outcomes).map(({ stage, result }) => [stage, result]));
  const { findings, version } = told;
  return { outcomes, results, findings, version };
}

/** Every stage as it should be. */
export const GOOD = {
  api: "success",
  prompt: "success",
  export: "success",
  trace: "success",
  masking: "success",
  score: "success",
};
/** What follows where nothing was exported. */
export const SKIPPED = { trace: "skipped", masking: "skipped", score: "skipped" };
