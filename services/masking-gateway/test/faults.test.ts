import { createServer } from "node:net";
import { Rig } from "./support/gateway";
import { leaks, TEXT } from "./support/planted";

const SCORES = "/api/public/scores";
const SCORE = { name: "s", comment: TEXT };
const LARGE = { comment: "x".repeat(2000) };

/** A masker's thread that does as its first task's body says. */
function worker(onMessage: string): string {
  return `const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ body }) => { ${onMessage} });
parentPort.postMessage("ready");`;
}

async function refused(response: Response): Promise<string> {
  const { error } = JSON.parse(await response.text());
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  return error;
}

describe("when Langfuse is in trouble", () => {
  const rig = new Rig();
  beforeAll(() => rig.start({ variables: { GATEWAY_UPSTREAM_TIMEOUT_MS: "150" } }));
  afterEach(() => rig.upstream.reset());
  afterAll(() => rig.stop());

  it("answers 503 when it resets the connection", async () => {
    rig.upstream.behaviour = (request) => request.socket.destroy();
    expect(await refused(await rig.post(SCORES, SCORE))).toBe("upstream_unreachable");
    expect(leaks(rig.upstream.text)).toEqual([]);
  });

  it("answers 503 when it does not answer in time", async () => {
    rig.upstream.behaviour = () => undefined;
    expect(await refused(await rig.post(SCORES, SCORE))).toBe("upstream_timeout");
    expect(await rig.metric('masking_failures_total{reason="upstream_timeout"}')).toBe(1);
  });

  it("breaks an answer off where Langfuse does, and does not call it whole", async () => {
    rig.upstream.behaviour = (request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("begin", () => setTimeout(() => request.socket.destroy(), 20));
    };
    await expect(rig.post(SCORES, SCORE).then((response) => response.text())).rejects.toThrow();
  });

  it("works again as soon as Langfuse does", async () => {
    rig.upstream.behaviour = (request) => request.socket.destroy();
    await refused(await rig.post(SCORES, SCORE));
    rig.upstream.reset();
    expect((await rig.post(SCORES, SCORE)).status).toBe(200);
  });
});

it("starts without Langfuse, is ready, and answers 503 until there is one", async () => {
  const rig = await new Rig().start({
    variables: { GATEWAY_UPSTREAM_URL: `http://127.0.0.1:${await freePort()}` },
  });
  await rig.ready();
  expect(await refused(await rig.post(SCORES, SCORE))).toBe("upstream_unreachable");
  await rig.stop();
});

it("is not ready without Langfuse where it is told so", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const variables = { GATEWAY_UPSTREAM_URL: url, GATEWAY_READY_NEEDS_UPSTREAM: "true" };
  const rig = await new Rig().start({ variables });
  const response = await fetch(rig.operationsUrl("/ready"));
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    obstacles: expect.arrayContaining(["Langfuse does not answer"]),
  });
  await rig.stop();
});

describe("when the masker is in trouble", () => {
  const variables = { GATEWAY_WORKER_THRESHOLD_BYTES: "1000", GATEWAY_MASKING_TIMEOUT_MS: "150" };

  async function fails(onMessage: string): Promise<string> {
    const fresh = await new Rig().start({ variables, worker: worker(onMessage) });
    try {
      await fresh.ready();
      const reason = await refused(await fresh.post(SCORES, LARGE));
      expect(fresh.upstream.received).toEqual([]);
      expect(await fresh.metric(`masking_failures_total{reason="${reason}"}`)).toBe(1);
      // A small body needs no thread, and the process is still there.
      expect((await fresh.post(SCORES, SCORE)).status).toBe(200);
      return reason;
    } finally {
      await fresh.stop();
    }
  }

  it("answers 503 when a thread hangs, and ends it", async () => {
    expect(await fails("for (;;);")).toBe("masking_timeout");
  });

  it("answers 503 when a thread throws", async () => {
    expect(await fails("throw new Error('no');")).toBe("masking_failed");
  });

  it("answers 503 when no thread becomes free in time", async () => {
    const rig = await new Rig().start({ variables, worker: worker("for (;;);") });
    await rig.ready();
    const answers = await Promise.all([rig.post(SCORES, LARGE), rig.post(SCORES, LARGE)]);
    const reasons = await Promise.all(answers.map(refused));
    expect(reasons.sort()).toEqual(["masking_timeout", "overloaded"]);
    expect(rig.upstream.received).toEqual([]);
    await rig.stop();
  });

  it("starts another thread for one that is gone", async () => {
    const rig = await new Rig().start({ variables, worker: worker("process.exit(9);") });
    await rig.ready();
    await refused(await rig.post(SCORES, LARGE));
    expect((await fetch(rig.operationsUrl("/ready"))).status).toBe(503);
    await rig.ready();
    await rig.stop();
  });

  it("answers 503 when a thread runs out of memory or exits", async () => {
    expect(await fails("process.exit(9);")).toBe("masking_failed");
  });

  it("answers 503 when a body cannot be masked", async () => {
    const failed = `parentPort.postMessage({ outcome: "failed", body, replaced: {}, failedValues: 1 });`;
    expect(await fails(failed)).toBe("masking_failed");
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
