import { initObservability, type Observability } from "@langfuse-aws/instrumentation";
import type { MaskingPolicy } from "@langfuse-aws/masking";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { Api } from "../src/canary/api";
import type { Outcome, Stage } from "../src/canary/contract";
import type { Findings } from "../src/canary/inspection";
import { PLANTED, PLANTED_CLASSES } from "../src/canary/planted";
import { Probe, type ProbeProps } from "../src/canary/probe";
import { MaskingProxy } from "./support/masking-proxy";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

let langfuse: TestLangfuse;
const opened: Observability[] = [];

beforeEach(async () => {
  langfuse = await startTestLangfuse();
  langfuse.addPrompt("canary", "Sing.");
});

afterEach(async () => {
  for (const lf of opened.splice(0)) await lf.shutdown({ timeoutMs: 50 });
  await langfuse.stop();
});

interface Told {
  readonly outcomes: Partial<Record<Stage, Outcome>>;
  /** By stage. */
  readonly results: Partial<Record<Stage, string>>;
  readonly findings: Findings | undefined;
  readonly version: string | undefined;
}

interface ProbeOptions extends Partial<ProbeProps> {
  readonly masking?: MaskingPolicy;
  readonly baseUrl?: string;
  readonly secretKey?: string;
  readonly signal?: AbortSignal;
}

async function probe({ masking, signal, ...options }: ProbeOptions = {}): Promise<Told> {
  const { baseUrl = langfuse.url, secretKey = langfuse.secretKey, ...props } = options;
  const connection = { baseUrl, secretKey, publicKey: langfuse.publicKey };
  const lf = initObservability({ service: "canary", environment: "canary", masking, ...connection });
  opened.push(lf);
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
  const results = Object.fromEntries(Object.values(outcomes).map(({ stage, result }) => [stage, result]));
  const { findings, version } = told;
  return { outcomes, results, findings, version };
}

const GOOD = {
  api: "success",
  prompt: "success",
  export: "success",
  trace: "success",
  masking: "success",
  score: "success",
};
const SKIPPED = { trace: "skipped", masking: "skipped", score: "skipped" };

it("reads back what it wrote, masked wherever something was planted", async () => {
  const { results, findings, version, outcomes } = await probe();
  expect(findings).toEqual({ leaked: [], leakedFields: [], lacking: [] });
  expect(results).toEqual(GOOD);
  expect(version).toBe("4.16.0");
  expect(outcomes.trace?.seconds).toBeGreaterThan(0);
  expect(new Set(langfuse.observations.map(({ environment }) => environment))).toEqual(new Set(["canary"]));
  const sent = langfuse.requests.map(({ body }) => body.toString("utf8")).join("\n");
  for (const name of PLANTED_CLASSES) expect([name, sent.includes(PLANTED[name])]).toEqual([name, false]);
});

it("waits for a trace and for scores that are late", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v2/observations", times: 3 });
  langfuse.fail({ kind: "status", status: 503 }, { path: "/api/public/v2/observations", times: 1 });
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3/scores", times: 5 });
  const { results, outcomes } = await probe();
  expect(results).toEqual(GOOD);
  expect(outcomes.score?.seconds).toBeGreaterThan(0.06);
  const reads = langfuse.requests.filter(({ path }) => path === "/api/public/v2/observations");
  expect(reads).toHaveLength(5);
});

it("gives up a trace and scores that never come, at their deadlines", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v2/observations" });
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3/scores" });
  const { results, outcomes } = await probe({ traceDeadlineMs: 400, scoreDeadlineMs: 400 });
  expect(results).toEqual({ ...GOOD, trace: "timeout", masking: "skipped", score: "timeout" });
  expect(outcomes.trace?.detail).toEqual({ problem: "not all of it is there" });
});

it("does not wait for what waiting does not mend", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/observations" });
  langfuse.fail({ kind: "status", status: 401 }, { path: "/api/public/v3/scores" });
  const { results, outcomes } = await probe({ traceDeadlineMs: 60_000, scoreDeadlineMs: 60_000 });
  expect(results).toEqual({ ...GOOD, trace: "error", masking: "skipped", score: "error" });
  expect(outcomes.trace?.detail).toEqual({ problem: "GET /api/public/v2/observations answers 404" });
});

it.each([
  ["phone", { classes: { phone: false } }, ["phone"]],
  ["token", { classes: { token: false } }, ["token"]],
  ["media", { classes: { media: false } }, ["media"]],
  ["user_id", { userId: { action: "keep" }, classes: { email: false } }, ["email", "user_id"]],
  ["id", { classes: { id: false } }, ["rut", "card", "iban"]],
] satisfies [string, MaskingPolicy, string[]][])(
  "finds a leak of %s, and where",
  async (_, masking, leaked) => {
    const { results, findings } = await probe({ masking });
    expect(results.masking).toBe("leak");
    expect([...(findings?.leaked ?? [])].sort()).toEqual([...leaked].sort());
    expect(findings?.leakedFields).toEqual(
      expect.arrayContaining(leaked.includes("user_id") ? ["SPAN.userId"] : []),
    );
    expect(findings?.leakedFields).toEqual(
      expect.arrayContaining([
        "GENERATION.name",
        "TOOL.statusMessage",
        "SPAN.tags",
        "SPAN.metadata",
        "SCORE.comment",
      ]),
    );
  },
);

it("finds a leak in the part of a trace that could be read", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3/scores" });
  const masking: MaskingPolicy = { classes: { phone: false } };
  const { results, findings } = await probe({ masking, scoreDeadlineMs: 400 });
  expect(results).toMatchObject({ trace: "success", score: "timeout", masking: "leak" });
  expect(findings?.leaked).toEqual(["phone"]);
});

it("misses a label where nothing leaked", async () => {
  const { results, findings } = await probe({ masking: { labels: { phone: "[NUMBER]" } } });
  expect(results.masking).toBe("label_missing");
  expect(findings?.lacking).toContain("TOOL.statusMessage lacks [PHONE]");
});

it("proves with a trace that only the gateway masks that the gateway does", async () => {
  const gateway = await MaskingProxy.before(langfuse.url);
  try {
    const { results, findings } = await probe({ provesGateway: true, baseUrl: gateway.url });
    expect(findings).toEqual({ leaked: [], leakedFields: [], lacking: [] });
    expect(results).toEqual(GOOD);
    const raw = langfuse.observations.filter(({ statusMessage, type }) => type === "SPAN" && statusMessage);
    expect(raw).toMatchObject([{ name: "canary-probe", statusMessage: expect.stringContaining("[EMAIL]") }]);
  } finally {
    await gateway.stop();
  }
});

it("pages for every class if the gateway is not where it should be", async () => {
  const { results, findings } = await probe({ provesGateway: true });
  expect(results).toEqual({ ...GOOD, masking: "leak" });
  expect([...(findings?.leaked ?? [])].sort()).toEqual([...PLANTED_CLASSES].sort());
});

it("does not call the gateway proved when its trace does not come through", async () => {
  const refusing = await MaskingProxy.before(langfuse.url, { refusesRaw: true });
  try {
    const { results, outcomes } = await probe({ provesGateway: true, baseUrl: refusing.url });
    expect(results).toEqual({ ...GOOD, masking: "error" });
    expect(outcomes.masking?.detail).toEqual({ problem: "POST /api/public/otel/v1/traces answers 403" });
  } finally {
    await refusing.stop();
  }
});

it("creates the prompt once where there is none, if it may", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/prompts/canary", times: 1 });
  const creations = () =>
    langfuse.requests.filter(({ method, path }) => method === "POST" && /prompts$/.test(path));
  const { outcomes } = await probe();
  expect(outcomes.prompt).toMatchObject({ result: "success", detail: { created: "canary" } });
  expect((await probe()).results.prompt).toBe("success");
  expect(creations()).toHaveLength(1);
});

it("tells a missing prompt from one that cannot be read", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/prompts/canary", times: 2 });
  langfuse.fail({ kind: "status", status: 403 }, { path: "/api/public/v2/prompts", times: 1 });
  expect((await probe({ createsPrompt: false })).results.prompt).toBe("missing");
  expect((await probe()).results.prompt).toBe("missing");
  langfuse.heal();
  langfuse.fail({ kind: "status", status: 503 }, { path: "/api/public/v2/prompts" });
  expect((await probe()).results.prompt).toBe("timeout");
});

it("ends every stage when Langfuse is gone", async () => {
  await langfuse.stop();
  const { results } = await probe({ exportDeadlineMs: 60 });
  expect(results).toEqual({ ...SKIPPED, api: "timeout", prompt: "timeout", export: "timeout" });
  await langfuse.start();
});

it("says when its traces are refused", async () => {
  const { results, outcomes } = await probe({ secretKey: "sk-lf-wrong" });
  expect(results).toEqual({ ...SKIPPED, api: "success", prompt: "error", export: "refused" });
  expect(outcomes.prompt?.detail).toEqual({ problem: "GET /api/public/v2/prompts/canary answers 401" });
});

it("takes no page for an answer, and no redirect to one", async () => {
  langfuse.fail({ kind: "status", status: 302 }, { path: "/api/public/health" });
  expect((await probe()).results.api).toBe("error");
});

it("ends when it is told to, whatever hangs", async () => {
  langfuse.fail({ kind: "hang" }, { path: "/api/public/v" });
  langfuse.fail({ kind: "hang" }, { path: "/api/public/health" });
  const { results } = await probe({
    traceDeadlineMs: 60_000,
    scoreDeadlineMs: 60_000,
    signal: AbortSignal.timeout(150),
  });
  const late = { api: "timeout", prompt: "timeout", trace: "timeout", score: "timeout" };
  expect(results).toEqual({ ...late, export: "success", masking: "skipped" });
});
