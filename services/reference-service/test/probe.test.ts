import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { PLANTED, PLANTED_CLASSES } from "../src/canary/planted";
import { GOOD, probe, SKIPPED } from "./support/probing";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

let langfuse: TestLangfuse;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
  langfuse.addPrompt("canary", "Sing.");
});
afterEach(() => langfuse.stop());

it("reads back what it wrote, masked wherever something was planted", async () => {
  const { results, findings, version, outcomes } = await probe(langfuse);
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
  const { results, outcomes } = await probe(langfuse);
  expect(results).toEqual(GOOD);
  expect(outcomes.score?.seconds).toBeGreaterThan(0.06);
  const reads = langfuse.requests.filter(({ path }) => path === "/api/public/v2/observations");
  expect(reads).toHaveLength(5);
});

it("gives up a trace and scores that never come, at their deadlines", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v2/observations" });
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3/scores" });
  const { results, outcomes } = await probe(langfuse, { traceDeadlineMs: 400, scoreDeadlineMs: 400 });
  expect(results).toEqual({ ...GOOD, trace: "timeout", masking: "skipped", score: "timeout" });
  expect(outcomes.trace?.detail).toEqual({ problem: "not all of it is there" });
});

it("does not wait for what waiting does not mend", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/observations" });
  langfuse.fail({ kind: "status", status: 401 }, { path: "/api/public/v3/scores" });
  const { results, outcomes } = await probe(langfuse, { traceDeadlineMs: 60_000, scoreDeadlineMs: 60_000 });
  expect(results).toEqual({ ...GOOD, trace: "error", masking: "skipped", score: "error" });
  expect(outcomes.trace?.detail).toEqual({ problem: "GET /api/public/v2/observations answers 404" });
});

it("creates the prompt once where there is none, if it may", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/prompts/canary", times: 1 });
  const creations = () =>
    langfuse.requests.filter(({ method, path }) => method === "POST" && /prompts$/.test(path));
  const { outcomes } = await probe(langfuse);
  expect(outcomes.prompt).toMatchObject({ result: "success", detail: { created: "canary" } });
  expect((await probe(langfuse)).results.prompt).toBe("success");
  expect(creations()).toHaveLength(1);
});

it("tells a missing prompt from one that cannot be read", async () => {
  langfuse.fail({ kind: "status", status: 404 }, { path: "/api/public/v2/prompts/canary", times: 2 });
  langfuse.fail({ kind: "status", status: 403 }, { path: "/api/public/v2/prompts", times: 1 });
  expect((await probe(langfuse, { createsPrompt: false })).results.prompt).toBe("missing");
  expect((await probe(langfuse)).results.prompt).toBe("missing");
  langfuse.heal();
  langfuse.fail({ kind: "status", status: 503 }, { path: "/api/public/v2/prompts" });
  expect((await probe(langfuse)).results.prompt).toBe("timeout");
});

it("ends every stage when Langfuse is gone", async () => {
  await langfuse.stop();
  const { results } = await probe(langfuse, { exportDeadlineMs: 60 });
  expect(results).toEqual({ ...SKIPPED, api: "timeout", prompt: "timeout", export: "timeout" });
  await langfuse.start();
});

it("says when its traces are refused", async () => {
  const { results, outcomes } = await probe(langfuse, { secretKey: "sk-lf-wrong" });
  expect(results).toEqual({ ...SKIPPED, api: "success", prompt: "error", export: "refused" });
  expect(outcomes.prompt?.detail).toEqual({ problem: "GET /api/public/v2/prompts/canary answers 401" });
});

it("takes no page for an answer, and no redirect to one", async () => {
  langfuse.fail({ kind: "status", status: 302 }, { path: "/api/public/health" });
  expect((await probe(langfuse)).results.api).toBe("error");
});

it("ends when it is told to, whatever hangs", async () => {
  langfuse.fail({ kind: "hang" }, { path: "/api/public/v" });
  langfuse.fail({ kind: "hang" }, { path: "/api/public/health" });
  const { results } = await probe(langfuse, {
    traceDeadlineMs: 60_000,
    scoreDeadlineMs: 60_000,
    signal: AbortSignal.timeout(150),
  });
  const late = { api: "timeout", prompt: "timeout", trace: "timeout", score: "timeout" };
  expect(results).toEqual({ ...late, export: "success", masking: "skipped" });
});
