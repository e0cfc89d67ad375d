import { eventually, type Fault } from "@langfuse-aws/testkit";
import { QUESTION, Rig } from "./support/rig";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

let rig: Rig;
const rejections: unknown[] = [];
const onRejection = (error: unknown) => rejections.push(error);

beforeAll(() => process.on("unhandledRejection", onRejection));
afterAll(() => process.off("unhandledRejection", onRejection));

beforeEach(async () => {
  rejections.length = 0;
  rig = await Rig.start();
});
afterEach(async () => {
  await rig.stop();
  expect(rejections).toEqual([]);
});

async function answers(count: number): Promise<void> {
  for (let asked = 0; asked < count; asked++) {
    const response = await rig.ask(QUESTION);
    expect(response.status).toBe(200);
    expect(JSON.parse(await response.text()).answer).toContain(QUESTION.question);
  }
}

/** Spans by what became of them, as Prometheus reads it. */
async function spans(state: "queued" | "delivered" | "dropped"): Promise<number> {
  const text = await (await fetch(`${rig.url}/metrics`)).text();
  const line = `langfuse_client_items{kind="traces",state="${state}"} `;
  return Number(
    text
      .split("\n")
      .find((each) => each.startsWith(line))
      ?.slice(line.length),
  );
}

it.each<Fault>([
  { kind: "status", status: 503 },
  { kind: "hang" },
  { kind: "reset" },
  { kind: "slow-body", millisecondsPerByte: 200 },
])("answers while Langfuse fails ($kind), and delivers when it is well", async (fault) => {
  rig.langfuse.fail(fault);
  await answers(5);
  expect((await fetch(`${rig.url}/health`)).status).toBe(200);
  rig.langfuse.heal();
  if (fault.kind === "status" || fault.kind === "reset")
    await eventually(async () => (await spans("delivered")) === 15);
});

it("says that Langfuse is down, and answers all the same", async () => {
  rig.langfuse.fail({ kind: "status", status: 503 });
  await answers(1);
  const health = async () => JSON.parse(await (await fetch(`${rig.url}/health`)).text());
  await eventually(async () => (await health()).status === "degraded");
  expect((await health()).degraded).toEqual({
    langfuse: "does not answer; what fits is kept and sent later",
  });
});

it("answers while Langfuse is gone from the start, and delivers when it comes", async () => {
  await rig.langfuse.stop();
  await answers(2);
  await rig.langfuse.start();
  await eventually(async () => (await spans("delivered")) === 6);
  expect(rig.langfuse.scores).toHaveLength(4);
});

it("ends cleanly when Langfuse is gone at shutdown, and says what was lost", async () => {
  await answers(1);
  await rig.langfuse.stop();
  expect(await rig.service.stop()).toBe(true);
  expect(rig.log).toContain("spans were lost");
});

const QUESTIONS = 700;
it("keeps no more than its bounds while Langfuse is down, and answers every question", async () => {
  rig.langfuse.fail({ kind: "status", status: 503 });
  const long = { ...QUESTION, question: "why ".repeat(2_000), max_words: 1_000 };
  for (let asked = 0; asked < QUESTIONS; asked++) expect((await rig.ask(long)).status).toBe(200);
  // 2,048 spans are kept, or 16 MiB; the third span of each question ends after its answer.
  await eventually(async () => (await spans("queued")) + (await spans("dropped")) === 3 * QUESTIONS);
  expect(await spans("dropped")).toBeGreaterThan(0);
});
