import { createTraceId, initObservability, scoreId } from "@langfuse-aws/instrumentation";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";

let langfuse: TestLangfuse;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
});

afterEach(() => langfuse.stop());

function observability(options: Partial<Parameters<typeof initObservability>[0]> = {}) {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  return initObservability({ service: "payroll", baseUrl, publicKey, secretKey, ...options });
}

const TYPES = [
  ...["span", "generation", "agent", "tool", "chain", "retriever", "embedding", "guardrail", "evaluator"],
] as const;

it("records every type of observation in its trace, with what is known of the trace", async () => {
  const lf = observability({ environment: "staging", release: "abc123" });
  const known = { userId: "u", sessionId: "s-1", tags: ["beta"], metadata: { team: "pay" }, client: "acme" };
  const answer = await lf.trace("ask", { ...known, input: { q: 1 } }, async (t) => {
    for (const type of TYPES) await lf[type as "span"](`a ${type}`, {}, async () => t.traceId);
    lf.event("an event", { metadata: { a: "b" } });
    return "the answer";
  });
  expect(await lf.shutdown()).toBe(true);
  expect(answer).toBe("the answer");
  const root = langfuse.observations.find(({ name }) => name === "ask");
  expect(root).toMatchObject({ isRootObservation: true, input: '{"q":1}', output: "the answer" });
  const children = langfuse.observations.filter(
    ({ parentObservationId }) => parentObservationId === root?.id,
  );
  expect(children.map(({ type }) => type.toLowerCase()).sort()).toEqual([...TYPES, "event"].sort());
  for (const each of langfuse.observations)
    expect(each).toMatchObject({
      traceId: root?.traceId,
      traceName: "ask",
      sessionId: "s-1",
      tags: ["beta"],
      environment: "staging",
      release: "abc123",
      metadata: { team: "pay", client: "acme", resourceAttributes: { "service.name": "payroll" } },
    });
});

it("keeps models, tokens and the prompt of a generation", async () => {
  const lf = observability();
  langfuse.addPrompt("qa", "Answer {{question}}");
  const prompt = await lf.prompt("qa", { fallback: "Say {{question}}" });
  lf.generation("llm", { model: "m-1", prompt }, (g) => g.update({ usageDetails: { input: 3, output: 4 } }));
  await lf.shutdown();
  expect(prompt.compile({ question: "why" })).toBe("Answer why");
  expect(langfuse.observations).toMatchObject([
    { model: "m-1", promptName: "qa", promptVersion: 1, usageDetails: { input: 3, output: 4 } },
  ]);
});

it("returns and throws what the work does, and records errors", async () => {
  const lf = observability();
  const failure = new Error("no route");
  const lookUp = lf.wrap(async (key: string) => ({ found: key }), { type: "retriever", name: "look-up" });
  expect(await lookUp("k")).toEqual({ found: "k" });
  await expect(lf.tool("t", {}, () => Promise.reject(failure))).rejects.toBe(failure);
  expect(() =>
    lf.chain("c", {}, () => {
      throw failure;
    }),
  ).toThrow(failure);
  await lf.shutdown();
  const byName = [...langfuse.observations].sort((one, other) =>
    String(one.name).localeCompare(String(other.name)),
  );
  expect(byName).toMatchObject([
    { name: "c", level: "ERROR", statusMessage: "no route" },
    { name: "look-up", type: "RETRIEVER", input: "k", output: '{"found":"k"}' },
    { name: "t", level: "ERROR", statusMessage: "no route" },
  ]);
});

it("records the guardrails' findings, and replaces a score that is given again", async () => {
  const lf = observability();
  const traceId = await createTraceId("request-1");
  const verdict = lf.trace("ask", { traceId }, (t) => t.guard("uno dos tres idiota", { maxWords: 2 }));
  lf.score({ traceId }, { name: "user_feedback", value: "bad" });
  lf.score({ traceId }, { name: "user_feedback", value: "good", comment: "changed" });
  await lf.shutdown();
  expect(verdict).toEqual({ text: "uno dos…", isTruncated: true, isNonEmpty: true, isSafe: false });
  expect(langfuse.observations).toContainEqual(
    expect.objectContaining({ traceId, type: "GUARDRAIL", level: "WARNING" }),
  );
  expect(langfuse.scores).toMatchObject([
    { id: scoreId({ traceId }, "non_empty_answer"), value: true, subject: { kind: "trace", id: traceId } },
    { id: scoreId({ traceId }, "toxicity_safe"), value: false },
    { id: scoreId({ traceId }, "user_feedback"), value: "good", comment: "changed" },
  ]);
});

it("sends no traces, and no scores of them, of services and clients that are not monitored", async () => {
  const monitoring = { default: 0, services: { payroll: 1, batch: 0 }, clients: { acme: 0, globex: 1 } };
  const ask = async (service: string, client?: string) => {
    const lf = observability({ service, monitoring });
    const traceId = lf.trace(`${service} ${client}`, { client }, (t) => {
      t.score({ name: "n", value: 1 });
      return t.traceId;
    });
    lf.score({ traceId, client }, { name: "later", value: 1 });
    await lf.shutdown();
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  };
  await ask("payroll");
  await ask("payroll", "acme");
  await ask("other");
  await ask("other", "globex");
  await ask("batch", "globex");
  expect(langfuse.observations.map(({ name }) => name)).toEqual(["payroll undefined", "other globex"]);
  expect(langfuse.scores).toHaveLength(4);
});

it("sends about the share of traces that is asked for, whole", async () => {
  const lf = observability({ monitoring: { services: { payroll: 0.25 } } });
  for (let count = 0; count < 800; count++) lf.trace("ask", {}, () => lf.tool("look", {}, () => {}));
  await lf.shutdown();
  const traces = langfuse.observations.map(({ traceId }) => traceId);
  expect(new Set(traces).size).toBe(traces.length / 2);
  expect(traces.length / 2).toBeGreaterThan(140);
  expect(traces.length / 2).toBeLessThan(260);
});
