import { LangfuseAPIClient } from "@langfuse/core";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";

let langfuse: TestLangfuse;
let api: LangfuseAPIClient;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
  const { url: baseUrl, publicKey: username, secretKey: password } = langfuse;
  api = new LangfuseAPIClient({ environment: "", baseUrl, username, password });
});

afterEach(() => langfuse.stop());

const once = { maxRetries: 0, timeoutInSeconds: 0.2 };

it("answers with a status and keeps nothing, as often as asked", async () => {
  langfuse.fail(
    { kind: "status", status: 503, retryAfterSeconds: 1 },
    { path: "/api/public/scores", times: 1 },
  );
  const score = { name: "n", value: 1, traceId: "t" };
  const refused = await fetch(`${langfuse.url}/api/public/scores`, { method: "POST" });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(langfuse.scores).toEqual([]);
  await api.scores.create(score, once);
  expect(langfuse.scores).toHaveLength(1);
});

it.each([{ kind: "hang" } as const, { kind: "reset" } as const])("does not answer: $kind", async (fault) => {
  langfuse.fail(fault);
  await expect(api.prompts.list({}, once)).rejects.toThrow();
  langfuse.heal();
  await expect(api.prompts.list({}, once)).resolves.toMatchObject({ data: [] });
});

it("begins to answer, and does not come to the end", async () => {
  langfuse.fail({ kind: "slow-body", millisecondsPerByte: 50 });
  const answer = await fetch(`${langfuse.url}/api/public/health`, { signal: AbortSignal.timeout(300) });
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

it("is gone, and comes back on the same port with what it had", async () => {
  await api.scores.create({ name: "n", value: 1, traceId: "t" });
  await langfuse.stop();
  await expect(api.prompts.list({}, once)).rejects.toMatchObject({ statusCode: undefined });
  await langfuse.start();
  expect((await api.scoresV3.getManyV3({}, once)).data).toHaveLength(1);
});

it("takes what is sent and shows it later while it is behind", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v3", times: 1 });
  await api.scores.create({ name: "n", value: 1, traceId: "t" });
  expect((await api.scoresV3.getManyV3({}, once)).data).toEqual([]);
  expect((await api.scoresV3.getManyV3({}, once)).data).toHaveLength(1);
});
