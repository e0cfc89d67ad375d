import { setImmediate as nextTurn } from "node:timers/promises";
import { initObservability, type Observability } from "@langfuse-aws/instrumentation";
import { eventually, type Fault, startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";

let langfuse: TestLangfuse;
const rejections: unknown[] = [];
const onRejection = (error: unknown) => rejections.push(error);

beforeAll(() => process.on("unhandledRejection", onRejection));
afterAll(() => process.off("unhandledRejection", onRejection));

beforeEach(async () => {
  rejections.length = 0;
  langfuse = await startTestLangfuse();
});

afterEach(async () => {
  await langfuse.stop();
  expect(rejections).toEqual([]);
});

function observability(): Observability {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  return initObservability({ service: "payroll", baseUrl, publicKey, secretKey });
}

/** One request as a service answers it. */
async function ask(lf: Observability, question = "why"): Promise<string> {
  return lf.trace("ask", { input: question, userId: "u" }, async (t) => {
    const prompt = await lf.prompt("qa", { fallback: "Answer {{question}}" });
    const text = await lf.generation("llm", { prompt, input: question }, async () =>
      prompt.compile({ question }),
    );
    return t.guard(text, { maxWords: 5 }).text;
  });
}

const FAULTS: readonly Fault[] = [
  { kind: "status", status: 503 },
  { kind: "hang" },
  { kind: "reset" },
  { kind: "slow-body", millisecondsPerByte: 100 },
];

it.each(FAULTS)("answers while Langfuse fails: $kind", async (fault) => {
  langfuse.fail(fault);
  const lf = observability();
  await ask(lf); // the first use of a prompt waits its 1.5 s at most
  const start = performance.now();
  for (let count = 0; count < 50; count++) expect(await ask(lf)).toBe("Answer why");
  expect((performance.now() - start) / 50).toBeLessThan(20);
  const shutdown = performance.now();
  expect(await lf.shutdown({ timeoutMs: 300 })).toBe(false);
  expect(performance.now() - shutdown).toBeLessThan(1_000);
});

it("keeps what it has while Langfuse is gone from the start, and sends it when it is there", async () => {
  await langfuse.stop();
  const lf = observability();
  expect(await ask(lf)).toBe("Answer why");
  expect(await lf.flush({ timeoutMs: 300 })).toBe(false);
  await langfuse.start();
  expect(await lf.flush({ timeoutMs: 3_000 })).toBe(true);
  expect(langfuse.observations).toHaveLength(3);
  expect(langfuse.scores).toHaveLength(2);
  expect(lf.health).toMatchObject({
    promptsOnFallback: 1,
    traces: { queued: 0, delivered: 3, dropped: 0, isDown: false },
    scores: { delivered: 2 },
  });
  await lf.shutdown();
});

it("sends again what a failing Langfuse did not take, once", async () => {
  langfuse.fail({ kind: "status", status: 503 }, { times: 2, path: "/api/public/otel" });
  langfuse.fail({ kind: "reset" }, { times: 1, path: "/api/public/ingestion" });
  const lf = observability();
  await ask(lf);
  expect(await lf.shutdown()).toBe(true);
  expect(langfuse.observations).toHaveLength(3);
  expect(langfuse.scores).toHaveLength(2);
});

it("gives up what is refused, and says so", async () => {
  const { url: baseUrl, publicKey } = langfuse;
  const lf = initObservability({ service: "payroll", baseUrl, publicKey, secretKey: "sk-lf-wrong" });
  await ask(lf);
  await lf.shutdown();
  expect(lf.health).toMatchObject({ traces: { delivered: 0, dropped: 3 }, scores: { dropped: 2 } });
});

it("ends in time, and for good, when Langfuse is gone at shutdown", async () => {
  const lf = observability();
  await ask(lf);
  await langfuse.stop();
  const start = performance.now();
  expect(await lf.shutdown({ timeoutMs: 200 })).toBe(false);
  expect(performance.now() - start).toBeLessThan(800);
  expect(lf.health.traces).toMatchObject({ queued: 0, dropped: 3 });
  expect(await ask(lf)).toBe("Answer why");
  expect(lf.health.traces.queued).toBe(0);
});

it("holds no more than its bounds under 10,000 requests to a Langfuse that is down", async () => {
  langfuse.fail({ kind: "status", status: 503 });
  const lf = observability();
  const input = "x".repeat(4_000);
  const before = process.memoryUsage();
  for (let count = 0; count < 10_000; count++) {
    await ask(lf, input);
    if (count % 50 === 0) await nextTurn(); // as a service does, between its requests
  }
  // The last spans are still being masked, and the third attempt is as far as jitter decides.
  const accounted = () => lf.health.traces.queued + lf.health.traces.dropped;
  await eventually(() => lf.health.traces.isDown && accounted() === 30_000);
  const { queued, dropped } = lf.health.traces;
  expect(queued).toBeLessThanOrEqual(2_048);
  expect(queued + dropped).toBe(30_000);
  expect(lf.health.traces.isDown).toBe(true);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  expect(heapUsed - before.heapUsed).toBeLessThan(150 * 2 ** 20);
  expect(arrayBuffers - before.arrayBuffers).toBeLessThan(40 * 2 ** 20); // twice the 16 MiB, if half of each page is empty
  await lf.shutdown({ timeoutMs: 100 });
}, 30_000);

it("works without keys, and with options that are wrong, and sends nothing", async () => {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const warn = jest.spyOn(process, "emitWarning").mockImplementation();
  const keyless = initObservability({ service: "payroll" });
  const masking = { userId: { action: "hmac" as const, key: "short" } };
  const wrong = initObservability({ service: "payroll", baseUrl, publicKey, secretKey, masking });
  for (const lf of [keyless, wrong]) {
    expect(await ask(lf)).toBe("Answer why");
    expect(lf.trace("t", {}, (t) => [t.isRecorded, t.traceId.length])).toEqual([false, 32]);
    expect(await lf.shutdown()).toBe(true);
  }
  expect(keyless.health.offBecause).toContain("no keys");
  expect(wrong.health.offBecause).toContain("32 characters");
  expect(warn).toHaveBeenCalledTimes(2);
  warn.mockRestore();
  expect(langfuse.requests).toEqual([]);
});

it("says what is wrong with monitoring and the base URL, all at once or by name", () => {
  const warn = jest.spyOn(process, "emitWarning").mockImplementation();
  const { publicKey, secretKey } = langfuse;
  const keys = { service: "payroll", publicKey, secretKey };
  const shares = { default: 2, clients: { acme: -1 } };
  expect(initObservability({ ...keys, baseUrl: "langfuse:3000" }).health.offBecause).toContain(
    "'langfuse:3000'",
  );
  const { offBecause } = initObservability({ ...keys, baseUrl: langfuse.url, monitoring: shares }).health;
  expect(offBecause).toMatch(/default[\s\S]*acme/);
  warn.mockRestore();
});

it("asks once for all who want a prompt at the same time, and no one twice in vain", async () => {
  langfuse.fail({ kind: "hang" });
  const lf = observability();
  const start = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => lf.prompt("qa", { fallback: "f" })));
  const waited = performance.now();
  const prompt = await lf.prompt("qa", { fallback: [{ role: "system", content: "f" }] });
  expect(waited - start).toBeLessThan(2_500);
  expect(performance.now() - waited).toBeLessThan(100);
  expect(prompt).toMatchObject({ isFallback: true, type: "chat" });
  expect(langfuse.requests).toHaveLength(1);
  await lf.shutdown({ timeoutMs: 50 });
});

it("does not fail for values that cannot be serialized", async () => {
  const lf = observability();
  const circle: Record<string, unknown> = { big: 1n };
  circle.self = circle;
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("mine");
      },
    },
  );
  expect(lf.trace("t", { input: circle, metadata: hostile }, () => 7)).toBe(7);
  expect(lf.tool("t", { input: hostile, metadata: hostile }, () => 8)).toBe(8);
  await lf.shutdown();
});
