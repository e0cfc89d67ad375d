import { connect } from "node:net";
import { eventually } from "@langfuse-aws/testkit";
import { ModelStandIn, saying, status } from "./support/model-stand-in";
import { problemOf, QUESTION, Rig } from "./support/rig";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

const model = new ModelStandIn();
let rig: Rig;

beforeAll(() => model.start());
afterAll(() => model.stop());

beforeEach(async () => {
  model.requests.length = 0;
  model.aborted = 0;
  model.answer(saying("A good answer."));
  const real = {
    LLM_PROVIDER: "openai",
    LLM_BASE_URL: `${model.url}/`,
    LLM_API_KEY: "key-1",
    LLM_MODEL: "m-1",
  };
  rig = await Rig.start({ ...real, APP_MAX_CONCURRENT_QUESTIONS: "2" });
});
afterEach(() => rig.stop());

async function observation(type: string) {
  await rig.lf.flush();
  return rig.langfuse.observations.find((each) => each.type === type);
}

describe("a question", () => {
  it("goes to the model as the prompt of Langfuse says, and the generation names prompt, model and tokens", async () => {
    model.answer(saying("Because of Rayleigh.", { prompt_tokens: 20, completion_tokens: 5 }));
    await postPrompt([
      { role: "system", content: "Be brief: {{max_words}}." },
      { role: "user", content: "Q: {{question}}" },
    ]);
    const answer = JSON.parse(await (await rig.ask(QUESTION)).text());
    expect(answer.answer).toBe("Because of Rayleigh.");
    const messages = [
      { role: "system", content: "Be brief: 50." },
      { role: "user", content: "Q: Why is the sky blue?" },
    ];
    expect(model.requests).toEqual([
      { path: "/v1/chat/completions", authorization: "Bearer key-1", body: { model: "m-1", messages } },
    ]);
    expect(await observation("GENERATION")).toMatchObject({
      id: answer.generation_id,
      model: "m-1",
      promptName: "qa-answer",
      promptVersion: 1,
      usageDetails: { input: 20, output: 5, total: 25 },
    });
    const metrics = await (await fetch(`${rig.url}/metrics`)).text();
    expect(metrics).toContain("app_llm_tokens_used 25\n");
  });

  it.each([
    ["forgets the question", [{ role: "system", content: "Be brief." }], "Be brief."],
    ["has a placeholder nobody fills", [{ type: "placeholder", name: "history" }], undefined],
    [
      "cannot be filled in",
      [{ role: "system", content: "Be {{#brief" }],
      expect.stringContaining("at most 50 words"),
    ],
  ])("reaches the model also by a prompt that %s", async (_, prompt, system) => {
    await postPrompt(prompt);
    expect((await rig.ask(QUESTION)).status).toBe(200);
    const user = { role: "user", content: QUESTION.question };
    const messages = system === undefined ? [user] : [{ role: "system", content: system }, user];
    expect(model.requests[0]?.body).toMatchObject({ messages });
  });

  it("gets an answer that is cut, looked at and scored", async () => {
    model.answer(saying("You idiot, the sky is blue because of Rayleigh scattering."));
    const answer = JSON.parse(await (await rig.ask({ ...QUESTION, max_words: 4 })).text());
    expect(answer.answer).toBe("You idiot, the sky…");
    expect(await observation("GUARDRAIL")).toMatchObject({ level: "WARNING" });
    expect(await observation("SPAN")).toMatchObject({
      input: QUESTION.question,
      output: "You idiot, the sky…",
    });
    const values = Object.fromEntries(rig.langfuse.scores.map(({ name, value }) => [name, value]));
    expect(values).toEqual({ non_empty_answer: true, toxicity_safe: false });
  });

  it("gets an empty answer where the model says nothing, and that is scored", async () => {
    model.answer(saying(null));
    expect(JSON.parse(await (await rig.ask(QUESTION)).text()).answer).toBe("");
    await rig.lf.flush();
    const values = Object.fromEntries(rig.langfuse.scores.map(({ name, value }) => [name, value]));
    expect(values).toEqual({ non_empty_answer: false, toxicity_safe: true });
  });

  it("may leave out max_words, and has spaces around it removed", async () => {
    model.answer(saying("word ".repeat(200)));
    const answer = JSON.parse(await (await rig.ask({ user_id: "u", question: " why \n" })).text());
    expect(answer.answer.split(" ")).toHaveLength(100);
    expect(model.requests[0]?.body).toMatchObject({ messages: [{}, { content: "why" }] });
  });
});

describe("a model that fails", () => {
  it("is asked again, as it wishes, and only the last attempt counts", async () => {
    model.answer(status(429, { "retry-after": "0" }), status(503), saying("At last."));
    expect(JSON.parse(await (await rig.ask(QUESTION)).text()).answer).toBe("At last.");
    expect(model.requests).toHaveLength(3);
  });

  it.each([
    ["is down", status(503, { "retry-after": "0" }), 503, "model_unavailable", 3],
    ["refuses the key", status(401), 502, "model_refused", 1],
    [
      "says something else",
      (_: unknown, response: { end(text: string): void }) => response.end("<p>"),
      503,
      "model_unavailable",
      3,
    ],
  ] as const)("and %s is a problem the caller can act on", async (_, behaviour, code, error, attempts) => {
    model.answer(behaviour);
    const response = await rig.ask({ ...QUESTION, question: "ana@example.com?" });
    expect(response.headers.get("retry-after")).toBe(code === 503 ? "5" : null);
    const problem = await problemOf(response);
    expect(problem).toEqual({
      status: code,
      error,
      message: expect.stringContaining("the model"),
      request_id: expect.any(String),
    });
    expect(model.requests).toHaveLength(attempts);
    expect(rig.log).not.toMatch(/ana@|key-1/);
    expect(await observation("GENERATION")).toMatchObject({ level: "ERROR" });
  });

  it("is not waited for when the caller has gone", async () => {
    model.answer(() => {});
    const gone = new AbortController();
    const asked = rig.ask(QUESTION, { signal: gone.signal });
    await eventually(() => model.requests.length > 0);
    gone.abort();
    await expect(asked).rejects.toThrow();
    await eventually(() => model.aborted > 0);
    await eventually(() => rig.log.includes('"status":499'));
    const metrics = await (await fetch(`${rig.url}/metrics`)).text();
    expect(metrics).toContain('app_requests_total{endpoint="/ask",method="POST",status="499"} 1');
    expect(metrics).toContain("app_requests_in_progress 0");
  });

  it("holds up no more questions than are allowed at once", async () => {
    model.answer(() => {});
    const gone = new AbortController();
    const waiting = [1, 2].map(() => rig.ask(QUESTION, { signal: gone.signal }).catch(() => undefined));
    await eventually(() => model.requests.length === 2);
    const response = await rig.ask(QUESTION);
    expect(await problemOf(response)).toMatchObject({ status: 503, error: "overloaded" });
    expect(response.headers.get("retry-after")).toBe("5");
    gone.abort();
    await Promise.all(waiting);
  });
});

it("answers what it has begun when it is told to stop, and takes nothing new", async () => {
  let answer: () => void = () => {};
  model.answer((request, response) => {
    answer = () => saying("Late, but whole.")(request, response);
  });
  const asked = rig.ask(QUESTION);
  await eventually(() => model.requests.length > 0);
  const { port } = rig.service;
  const stopped = rig.service.stop();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const refused = new Promise((resolve) => connect(port, "127.0.0.1").on("error", resolve));
  expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
  answer();
  expect(JSON.parse(await (await asked).text()).answer).toBe("Late, but whole.");
  expect(await stopped).toBe(true);
});

async function postPrompt(prompt: unknown): Promise<void> {
  const { url, publicKey, secretKey } = rig.langfuse;
  const basic = Buffer.from(`${publicKey}:${secretKey}`).toString("base64");
  const created = await fetch(`${url}/api/public/v2/prompts`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
    body: JSON.stringify({ type: "chat", name: "qa-answer", prompt, labels: ["production"] }),
  });
  expect(created.status).toBe(201);
}
