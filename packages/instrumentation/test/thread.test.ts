import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMasker, type MaskingPolicy, Tally } from "@langfuse-aws/masking";
import { RunningProgram, startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { SpanStatusCode } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { build } from "esbuild";
import { written } from "../src/spans/record";
import { Dispatch } from "../src/thread/dispatch";
import { leaked, PLANTED, TEXT } from "./planted";

const folder = mkdtempSync(join(tmpdir(), "instrumentation-thread-"));
const policy: MaskingPolicy = {
  userId: { action: "hmac", key: "a key of the tests, with thirty-two characters" },
};
let langfuse: TestLangfuse;

beforeAll(async () => {
  await build({
    entryPoints: {
      "masking-thread": join(__dirname, "../src/thread/masking-thread.ts"),
      service: join(__dirname, "support/service.ts"),
    },
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node20",
    conditions: ["@langfuse-aws/source"],
  });
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  langfuse = await startTestLangfuse();
});
afterEach(() => langfuse.stop());

/** Spans with a planted text in everything that has one. */
function spans(count: number): readonly ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": "payroll", note: TEXT }),
    spanProcessors: [new SimpleSpanProcessor(memory)],
  }).getTracer(`scope ${PLANTED.email}`, `1 ${PLANTED.token}`, {
    schemaUrl: `https://example.com/?${PLANTED.email}`,
  });
  for (let index = 0; index < count; index++)
    tracer
      .startSpan(`${index} ${TEXT}`, {
        attributes: {
          "user.id": PLANTED.email,
          "a.list": [TEXT, "b"],
          [PLANTED.email]: 1,
          "a.number": 7,
          "a.long": TEXT.repeat(20),
          "another.long": "x y ".repeat(300),
          "too.long": TEXT.repeat(10_000),
        },
        links: [
          {
            context: { traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1 },
            attributes: { TEXT },
          },
        ],
      })
      .addEvent(TEXT, { TEXT })
      .setStatus({ code: SpanStatusCode.ERROR, message: TEXT })
      .end();
  return memory.getFinishedSpans();
}

function sender(threadFile: string) {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const tally = new Tally();
  const masker = createMasker(policy);
  const connection = { baseUrl, publicKey, secretKey };
  const dispatch = new Dispatch({ connection, masker, policy, tally, threadFile });
  return { tally, dispatch, traces: dispatch.outbox("traces") };
}

/** A thread of the tests. */
function thread(program: string): string {
  const file = join(folder, `${program.length}.js`);
  writeFileSync(file, `const { parentPort } = require("node:worker_threads");\n${program}`);
  return file;
}

it("masks in a thread what it masks without one, to the letter, and counts it", async () => {
  const all = spans(5);
  const results = await Promise.all(
    [join(folder, "masking-thread.js"), join(folder, "none.js")].map(async (file) => {
      const { traces, tally, dispatch } = sender(file);
      for (const span of all) traces.add(() => written(span));
      const isDone = await traces.flush(5_000);
      const { hasThread } = dispatch;
      await dispatch.close(100);
      return { isDone, hasThread, replaced: tally.replaced, ...traces.health };
    }),
  );
  expect(results).toMatchObject([
    { isDone: true, hasThread: true, delivered: 5, dropped: 0, replaced: { email: expect.any(Number) } },
    { isDone: true, hasThread: false, delivered: 5, dropped: 0 },
  ]);
  expect(results[0]?.replaced).toEqual(results[1]?.replaced);
  const [one, other] = langfuse.requests.map(({ body }) => body.toString());
  expect(one).toBe(other);
  expect(leaked([one ?? ""])).toEqual([]);
  expect(one).toContain("[EMAIL]");
  expect(langfuse.observations[0]?.metadata).toMatchObject({
    attributes: {
      "a.long": expect.stringMatching(/^\[EMAIL\] and .{100}/),
      "another.long": "x y ".repeat(300),
      "too.long": expect.stringMatching(/^\[TOO_LONG: \d+ characters\]$/),
    },
  });
});

it.each([
  ["at its start", "throw new Error('no')"],
  ["in the middle of a batch", "parentPort.on('message', () => process.exit());"],
  [
    "when it has to mask",
    "parentPort.on('message', ({ question }) => question === 'seal' && process.exit());",
  ],
  [
    "when it has to send",
    `parentPort.on("message", ({ outlet, items, question }) => {
      if (question === "seal") parentPort.postMessage({ outlet, sealed: { count: 5, replaced: {}, failed: 0 } });
      if (question === "send") process.exit();
    });`,
  ],
])("goes on without a thread that dies %s, and loses nothing", async (_when, program) => {
  const { traces, dispatch } = sender(thread(program));
  for (let batch = 1; batch <= 2; batch++) {
    for (const span of spans(5)) traces.add(() => written(span));
    expect(await traces.flush(5_000)).toBe(true);
    expect(traces.health).toMatchObject({ delivered: 5 * batch, dropped: 0, queued: 0 });
  }
  expect(dispatch.hasThread).toBe(false);
  expect(langfuse.observations).toHaveLength(10);
  expect(leaked(langfuse.requests.map(({ body }) => body.toString()))).toEqual([]);
  await dispatch.close(100);
});

const SILENT = "parentPort.on('message', () => {}); // for ever";

it("sends by itself, when it ends, what the thread has not sent by half-time", async () => {
  const { traces, dispatch } = sender(thread(SILENT));
  for (const span of spans(5)) traces.add(() => written(span));
  expect(await dispatch.close(4_000)).toBe(true);
  expect(traces.health).toMatchObject({ queued: 0, delivered: 5, dropped: 0 });
  expect(langfuse.observations).toHaveLength(5);
  expect(leaked(langfuse.requests.map(({ body }) => body.toString()))).toEqual([]);
});

it("ends in time when nobody answers, and counts what is lost", async () => {
  const { traces, dispatch } = sender(thread(SILENT));
  langfuse.fail({ kind: "hang" });
  for (const span of spans(5)) traces.add(() => written(span));
  const start = performance.now();
  expect(await dispatch.close(200)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2_000);
  await Promise.resolve();
  expect(traces.health).toMatchObject({ queued: 0, delivered: 0, dropped: 5 });
});

it("finds its thread in a bundle, which does not keep the service alive", async () => {
  const { url, publicKey, secretKey } = langfuse;
  const service = new RunningProgram({
    file: join(folder, "service.js"),
    environment: { LANGFUSE_BASE_URL: url, LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey },
    cwd: folder,
  });
  const late = setTimeout(() => service.terminate(), 10_000);
  const code = await service.exit;
  clearTimeout(late);
  expect(JSON.parse(service.stdout)).toMatchObject({
    hasMaskingThread: true,
    traces: { delivered: 1, dropped: 0 },
  });
  expect(code).toBe(0);
  expect(langfuse.observations).toMatchObject([{ name: "ask", input: "mail [EMAIL]" }]);
}, 15_000);
