import { gzipSync } from "node:zlib";
import { Rig } from "./support/gateway";

const rig = new Rig();

beforeAll(() => rig.start());
afterEach(() => rig.upstream.reset());
afterAll(() => rig.stop());

const events = (result: string) => rig.metric(`masking_events_total{result="${result}"}`);

/** Has Langfuse answer, and posts a batch. */
async function answer(status: number, body: Buffer, headers: Readonly<Record<string, string>> = {}) {
  rig.upstream.behaviour = (_request, response) => {
    response.writeHead(status, headers);
    // In two parts, as from a slow line.
    response.write(body.subarray(0, 10));
    response.end(body.subarray(10));
  };
  const before = { taken: await events("taken"), refused: await events("refused") };
  const text = await (await rig.post("/api/public/ingestion", { batch: [] })).text();
  return {
    text,
    taken: (await events("taken")) - before.taken,
    refused: (await events("refused")) - before.refused,
  };
}

const told = (errors: number) =>
  JSON.stringify({
    successes: [{ id: "a", status: 201 }],
    errors: Array.from({ length: errors }, (_, index) => ({ id: `${index}`, status: 400, message: "no" })),
  });

it("counts what Langfuse took and refused of a batch, and passes its answer on to the letter", async () => {
  const text = told(2);
  expect(await answer(207, Buffer.from(text))).toEqual({ text, taken: 1, refused: 2 });
});

it("reads an answer that is packed", async () => {
  const text = told(3);
  const packed = gzipSync(text);
  expect(await answer(207, packed, { "content-encoding": "gzip" })).toEqual({ text, taken: 1, refused: 3 });
});

it.each([
  ["is no JSON", 207, "{broken answer"],
  ["names no events", 207, '{"message":"something else"}'],
  ["is larger than anybody's", 207, told(40_000)],
  ["is of another status", 200, told(2)],
])("counts nothing of an answer that %s, and passes it on", async (_, status, text) => {
  expect(await answer(status, Buffer.from(text))).toEqual({ text, taken: 0, refused: 0 });
});

it("counts answers to writes by their status", async () => {
  rig.upstream.behaviour = (_request, response) => {
    response.writeHead(422).end();
  };
  await rig.post("/api/public/scores", { comment: "x" });
  expect(await rig.metric('masking_writes_total{route="scores",status="422"}')).toBe(1);
});
