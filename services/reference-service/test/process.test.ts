import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, startTestLangfuse } from "@langfuse-aws/testkit";
import { Program } from "./support/program";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

const program = new Program();

beforeAll(() => program.build());
afterAll(() => program.remove());

async function ask(url: string, body: unknown, headers: Record<string, string> = {}) {
  return await fetch(`${url}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The fields of an answer, which are its contract. */
async function answerOf(response: Response): Promise<Record<string, string>> {
  return JSON.parse(await response.text());
}

const QUESTION = {
  user_id: "ana@example.com",
  question: "Is 12.345.678-5 mine, or +56 9 8765 4321?",
  max_words: 12,
};

it("answers without any key, in degraded mode, and says so", async () => {
  const service = program.run({});
  const url = await service.url();
  const response = await ask(url, QUESTION, { "x-request-id": "request-0001" });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-request-id")).toBe("request-0001");
  expect(await response.json()).toEqual({
    answer: "This is a mock model, which does not think. The question was…",
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    generation_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    request_id: "request-0001",
  });
  const health = await fetch(`${url}/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    status: "degraded",
    model: "mock",
    degraded: {
      langfuse: expect.stringContaining("LANGFUSE_BASE_URL"),
      model: expect.stringContaining("LLM_API_KEY"),
    },
  });
});

it("counts what it does by the names that dashboards use, and by no others", async () => {
  const service = program.run({});
  const url = await service.url();
  await ask(url, QUESTION);
  await ask(url, {});
  await fetch(`${url}/health`);
  await fetch(`${url}/ask/ana@example.com`);
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("app_") && !line.includes("_bucket{"));
  const counts = lines.filter((line) => !/_(sum|latency_seconds_count)/.test(line));
  expect(counts.sort()).toEqual([
    "app_llm_tokens_used 48",
    "app_requests_in_progress 0",
    'app_requests_total{endpoint="/ask",method="POST",status="200"} 1',
    'app_requests_total{endpoint="/ask",method="POST",status="400"} 1',
    'app_requests_total{endpoint="/health",method="GET",status="200"} 1',
    'app_requests_total{endpoint="unmatched",method="GET",status="404"} 1',
  ]);
  expect(lines).toContain('app_request_latency_seconds_count{endpoint="/ask",method="POST"} 2');
  expect(lines).toContain('app_llm_latency_seconds_count{model="mock"} 1');
  const names = [...text.matchAll(/^# TYPE (app_\w+ \w+)$/gm)].map(([, name]) => name);
  expect(names.sort()).toEqual([
    "app_llm_latency_seconds histogram",
    "app_llm_tokens_used counter",
    "app_request_latency_seconds histogram",
    "app_requests_in_progress gauge",
    "app_requests_total counter",
  ]);
});

it("logs every request by its id in JSON, and nothing of what was asked or answered", async () => {
  const service = program.run({});
  const url = await service.url();
  const { request_id, trace_id } = await answerOf(await ask(url, QUESTION));
  await ask(url, { ...QUESTION, max_words: "12.345.678-5" }, { "x-request-id": "ana@example.com" });
  await fetch(`${url}/ana@example.com?q=12.345.678-5`);
  expect(await service.stop()).toBe(0);
  const [, answered, refused] = service.lines;
  expect(answered).toMatchObject({ level: "INFO", endpoint: "/ask", status: 200, request_id, trace_id });
  expect(refused).toMatchObject({ status: 400, request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(service.stdout).not.toMatch(/ana@|12\.345|8765|mock/);
  expect(service.stderr).not.toMatch(/ana@|12\.345|8765/);
});

it("traces a question, masked and with its scores, and sends what is left when it is told to stop", async () => {
  const langfuse = await startTestLangfuse();
  const service = program.run({
    LANGFUSE_HOST: langfuse.url,
    LANGFUSE_PUBLIC_KEY: langfuse.publicKey,
    LANGFUSE_SECRET_KEY: langfuse.secretKey,
    LANGFUSE_TRACING_ENVIRONMENT: "staging",
    LLM_PROVIDER: "mock",
  });
  const url = await service.url();
  const { trace_id, generation_id, answer } = await answerOf(await ask(url, { ...QUESTION, max_words: 40 }));
  expect(answer).toContain("12.345.678-5");
  const health = async () => JSON.parse(await (await fetch(`${url}/health`)).text());
  expect(await health()).toMatchObject({ status: "ok", degraded: {} });
  // Its program lies beside the bundle; the first spans start it.
  await eventually(async () => (await health()).langfuse.masking_thread);
  expect(await service.stop()).toBe(0);
  await langfuse.stop();
  expect(langfuse.observations.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    "GENERATION answer-question",
    "GUARDRAIL answer-guard",
    "SPAN ask",
  ]);
  for (const each of langfuse.observations)
    expect(each).toMatchObject({
      traceId: trace_id,
      environment: "staging",
      userId: expect.stringMatching(/^user_[0-9a-f]{32}$/),
    });
  const generation = langfuse.observations.find(({ id }) => id === generation_id);
  expect(generation).toMatchObject({ type: "GENERATION", model: "mock", usageDetails: { output: 20 } });
  expect(generation?.output).toContain("Is [ID] mine, or [PHONE]?");
  expect(langfuse.scores).toEqual(
    ["non_empty_answer", "toxicity_safe"].map((name) =>
      expect.objectContaining({ name, value: true, subject: { kind: "trace", id: trace_id } }),
    ),
  );
  const sent = langfuse.requests.map(({ body }) => body.toString("utf8")).join("\n");
  expect(sent).not.toMatch(/ana@|12\.345|8765 4321/);
});

it("reads .env, below what is set already", async () => {
  const file = join(program.folder, ".env");
  writeFileSync(file, "LLM_MODEL=from-file\nLLM_API_KEY=sk-from-file\nLLM_PROVIDER=\nAPP_LOG_LEVEL=warn\n");
  const service = program.run({ APP_LOG_LEVEL: "info" });
  const url = await service.url();
  writeFileSync(file, "");
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ model: "from-file" });
});

it("says everything that is wrong with its settings at once, and does not start", async () => {
  const service = program.run({
    APP_PORT: "http",
    LLM_PROVIDER: "openai",
    LLM_MODLE: "m",
    APP_USER_ID_KEY_FILE: "/absent",
  });
  expect(await service.exit).toBe(1);
  for (const problem of [/APP_PORT/, /LLM_MODEL/, /LLM_MODLE/, /'\/absent' cannot be read/])
    expect(service.stderr).toMatch(problem);
});

it("is a canary, with an argument: probes, shows it, logs no payload, and ends when it is told to", async () => {
  const langfuse = await startTestLangfuse();
  const keys = { LANGFUSE_PUBLIC_KEY: langfuse.publicKey, LANGFUSE_SECRET_KEY: langfuse.secretKey };
  const canary = program.run({ LANGFUSE_BASE_URL: `${langfuse.url}/`, ...keys }, ["canary"]);
  const url = await canary.url();
  await eventually(() => canary.stdout.includes('"masking"'));
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('langfuse_canary_probe_total{stage="masking",result="success"} 1');
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await canary.stop()).toBe(0);
  await langfuse.stop();
  expect(canary.lines).toContainEqual(expect.objectContaining({ stage: "prompt", created: "canary" }));
  expect(canary.stdout).not.toMatch(/@example|12\.345|8765|4111|sk-/);
  expect(canary.stderr).toBe("");
});

it("is no canary without Langfuse, by whichever way it is called", async () => {
  for (const canary of [program.run({ CANARY: "true" }), program.run({}, ["canary"])]) {
    expect(await canary.exit).toBe(1);
    expect(canary.stderr).toMatch(/LANGFUSE_BASE_URL[\s\S]*LANGFUSE_PUBLIC_KEY[\s\S]*LANGFUSE_SECRET_KEY/);
  }
});
