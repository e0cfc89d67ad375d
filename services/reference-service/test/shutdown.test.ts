import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import {
  eventually,
  Load,
  type RunningProgram,
  startTestLangfuse,
  type TestLangfuse,
} from "@langfuse-aws/testkit";
import { ModelStandIn, saying } from "./support/model-stand-in";
import { Program } from "./support/program";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(40_000);

const program = new Program();
const model = new ModelStandIn();
let langfuse: TestLangfuse;

beforeAll(async () => {
  await program.build();
  await model.start();
});
beforeEach(async () => {
  langfuse = await startTestLangfuse();
});
afterEach(() => langfuse.stop());
afterAll(async () => {
  await model.stop();
  await program.remove();
});

const QUESTION = JSON.stringify({ user_id: "u-1", question: "Is it so?" });

function run(variables: Readonly<Record<string, string>>, args: readonly string[] = []): RunningProgram {
  return program.run(
    {
      LANGFUSE_BASE_URL: langfuse.url,
      LANGFUSE_PUBLIC_KEY: langfuse.publicKey,
      LANGFUSE_SECRET_KEY: langfuse.secretKey,
      ...variables,
    },
    args,
  );
}

/** A model that answers as a test tells it. */
const llm = () => ({
  LLM_PROVIDER: "openai",
  LLM_BASE_URL: model.url,
  LLM_API_KEY: "key",
  LLM_MODEL: "m",
});

const status = async (url: string) => (await fetch(`${url}/health`)).status;

it("answers every question while it goes, unready first, and sends each trace before it ends with 0", async () => {
  const service = run({ LLM_PROVIDER: "mock", APP_DRAIN_DELAY_MS: "3000" });
  const url = await service.url();
  const load = new Load({ url: `${url}/ask`, body: QUESTION, callers: 4 });
  await eventually(() => load.answers.length > 20);
  const told = performance.now();
  service.terminate();
  service.terminate();
  await eventually(async () => (await status(url)) === 503);
  const unready = load.answers.length;
  await eventually(() => load.answers.length > unready + 20);
  await load.stop();
  expect(await service.exit).toBe(0);
  expect(performance.now() - told).toBeGreaterThan(2_900);
  expect(load.failures).toEqual([]);
  expect(new Set(load.answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(load.answers.slice(unready + 4).map(({ connection }) => connection))).toEqual(
    new Set(["close"]),
  );
  expect(langfuse.observations.filter(({ name }) => name === "ask")).toHaveLength(load.answers.length);
});

it("ends at its deadline when the model hangs, and says with 1 that a question was lost", async () => {
  model.answer(() => undefined);
  const service = run({ ...llm(), APP_DRAIN_TIMEOUT_MS: "2000" });
  const load = new Load({ url: `${await service.url()}/ask`, body: QUESTION, callers: 2 });
  await eventually(() => model.requests.length === 2);
  const told = performance.now();
  expect(await service.stop()).toBe(1);
  // One attempt alone would take 20 s.
  expect(performance.now() - told).toBeLessThan(15_000);
  await load.stop();
  expect(load.failures).toEqual(["ECONNRESET", "ECONNRESET"]);
});

it("waits for no connection without a request, and answers the question that is there", async () => {
  const held: (() => void)[] = [];
  model.answer((request, response) => held.push(() => saying("Late, and here.")(request, response)));
  const service = run({ ...llm(), APP_DRAIN_TIMEOUT_MS: "20000" });
  const url = await service.url();
  const silent = await connected(url);
  const idle = await connected(url);
  idle.write("GET /health HTTP/1.1\r\nhost: service\r\n\r\n");
  await once(idle, "data");
  const answer = fetch(`${url}/ask`, { method: "POST", headers: JSON_BODY, body: QUESTION });
  await eventually(() => held.length === 1);
  service.terminate();
  await Promise.all([ended(silent), ended(idle)]);
  const told = performance.now();
  for (const release of held) release();
  expect(await (await answer).json()).toMatchObject({ answer: "Late, and here." });
  expect(await service.exit).toBe(0);
  expect(performance.now() - told).toBeLessThan(15_000);
});

it("ends the canary within ten seconds, also while somebody is in the middle of a request", async () => {
  const canary = run({}, ["canary"]);
  const url = await canary.url();
  const silent = await connected(url);
  const halting = await connected(url);
  halting.write("GET /metrics HTTP/1.1\r\n");
  // By then it has read that, too.
  await fetch(`${url}/health`);
  const told = performance.now();
  expect(await canary.stop()).toBe(0);
  expect(performance.now() - told).toBeLessThan(10_000);
  for (const socket of [silent, halting]) socket.destroy();
});

async function connected(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

async function ended(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket.resume(), "close");
}

it.each([["service", []] as const, ["canary", ["canary"]] as const])(
  "does not wait for a Langfuse that hangs: the %s ends with 0 within ten seconds",
  async (_name, args) => {
    langfuse.fail({ kind: "hang" });
    const service = run({ LLM_PROVIDER: "mock" }, args);
    const url = await service.url();
    if (args.length === 0) await fetch(`${url}/ask`, { method: "POST", headers: JSON_BODY, body: QUESTION });
    const told = performance.now();
    expect(await service.stop()).toBe(0);
    expect(performance.now() - told).toBeLessThan(10_000);
  },
);

const JSON_BODY = { "content-type": "application/json" };
