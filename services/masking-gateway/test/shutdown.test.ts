import { once } from "node:events";
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { eventually, Load, type RunningProgram } from "@langfuse-aws/testkit";
import { Program } from "./support/program";
import { StandIn } from "./support/upstream";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(40_000);

const program = new Program();
const upstream = new StandIn();

beforeAll(async () => {
  await program.build();
  await upstream.start();
});
afterEach(() => upstream.reset());
afterAll(async () => {
  await upstream.stop();
  await program.remove();
});

const SCORE = '{"name":"quality","value":1,"comment":"ana@example.com"}';

async function readiness(gateway: RunningProgram): Promise<number> {
  return (await fetch(`${await gateway.url("operations")}/ready`)).status;
}

it.each([
  ["requests for Langfuse", "front", "/api/public/scores", SCORE],
  ["callbacks of Langfuse", "operations", "/mask", `[{"resource":{},"note":"ana@example.com"}]`],
])("answers all %s while it goes: unready first, on no connection twice, and ends with 0", async (...row) => {
  const [, port, path, body] = row;
  const gateway = program.run(upstream.url, { GATEWAY_DRAIN_DELAY_MS: "3000" });
  await eventually(async () => (await readiness(gateway)) === 200);
  const load = new Load({ url: `${await gateway.url(port)}${path}`, body, callers: 8 });
  await eventually(() => load.answers.length > 100);
  expect(load.answers.at(-1)?.connection).toBe("keep-alive");

  const told = performance.now();
  gateway.terminate();
  await eventually(async () => (await readiness(gateway)) === 503);
  const unready = load.answers.length;
  await eventually(() => load.answers.length > unready + 100);
  // The load balancer has heard of it.
  await load.stop();
  expect(await gateway.exit).toBe(0);

  expect(performance.now() - told).toBeGreaterThan(2_900);
  expect(load.failures).toEqual([]);
  expect(new Set(load.answers.map(({ status }) => status))).toEqual(new Set([200]));
  const last = load.answers.slice(unready + 8).map(({ connection }) => connection);
  expect(new Set(last)).toEqual(new Set(["close"]));
});

it("answers what came before it was told to go, however often it is told, and ends with 0", async () => {
  const gateway = program.run(upstream.url);
  const url = await gateway.url("front");
  const held: (() => void)[] = [];
  upstream.behaviour = (_request, response) => {
    held.push(() => void response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  };
  const load = new Load({ url: `${url}/api/public/scores`, body: SCORE, callers: 3 });
  await eventually(() => held.length === 3);
  gateway.terminate();
  await eventually(async () => !(await takesConnections(url)));
  gateway.terminate();
  await eventually(() => gateway.lines.some(({ again }) => again === true));
  const done = load.stop();
  for (const release of held) release();
  await done;
  expect(await gateway.exit).toBe(0);
  expect(load.failures).toEqual([]);
  expect(load.answers).toEqual(Array(3).fill({ status: 200, connection: "close" }));
});

it("breaks off what hangs at its one deadline, on both ports, and says with 1 that something was lost", async () => {
  const gateway = program.run(upstream.url, { GATEWAY_DRAIN_TIMEOUT_MS: "3000" });
  upstream.behaviour = () => undefined;
  const load = new Load({ url: `${await gateway.url("front")}/api/public/scores`, body: SCORE, callers: 3 });
  await eventually(() => upstream.received.length === 3);
  const { port } = new URL(await gateway.url("operations"));
  const callback = connect(Number(port), "127.0.0.1");
  callback.on("error", () => undefined);
  callback.write("POST /mask HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\n");
  callback.write("content-length: 100\r\n\r\n[");
  await eventually(async () => (await metrics(gateway)).includes("masking_inflight 4"));

  const told = performance.now();
  gateway.terminate();
  const done = load.stop();
  expect(await gateway.exit).toBe(1);
  const seconds = (performance.now() - told) / 1000;
  expect(seconds).toBeGreaterThan(2.9);
  // Two deadlines, one after the other, would be six.
  expect(seconds).toBeLessThan(5.5);
  await done;
  callback.destroy();
  expect(load.failures).toEqual(Array(3).fill("ECONNRESET"));
});

it("waits for no connection on which nobody ever said anything", async () => {
  const gateway = program.run(upstream.url, { GATEWAY_DRAIN_TIMEOUT_MS: "20000" });
  const silent = connect(Number(new URL(await gateway.url("front")).port), "127.0.0.1");
  await once(silent, "connect");
  const told = performance.now();
  expect(await gateway.stop()).toBe(0);
  expect(performance.now() - told).toBeLessThan(15_000);
  silent.destroy();
});

async function metrics(gateway: RunningProgram): Promise<string> {
  return await (await fetch(`${await gateway.url("operations")}/metrics`)).text();
}

async function takesConnections(url: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
