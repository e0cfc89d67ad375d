import { initObservability } from "@langfuse-aws/instrumentation";
import { createLog } from "@langfuse-aws/process";
import { eventually, startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { Canary } from "../src/canary";
import { STAGES } from "../src/canary/contract";
import { readCanarySettings } from "../src/settings";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

let langfuse: TestLangfuse;
let canary: Canary | undefined;
const rejections: unknown[] = [];
const onRejection = (error: unknown) => rejections.push(error);

beforeAll(() => process.on("unhandledRejection", onRejection));
afterAll(() => process.off("unhandledRejection", onRejection));

beforeEach(async () => {
  langfuse = await startTestLangfuse();
});

afterEach(async () => {
  await canary?.stop();
  await langfuse.stop();
  expect(rejections).toEqual([]);
});

async function start(variables: Readonly<Record<string, string>> = {}): Promise<Canary> {
  const settings = readCanarySettings({
    APP_HOST: "127.0.0.1",
    APP_PORT: "0",
    LANGFUSE_BASE_URL: langfuse.url,
    LANGFUSE_PUBLIC_KEY: langfuse.publicKey,
    LANGFUSE_SECRET_KEY: langfuse.secretKey,
    CANARY_INTERVAL_SECONDS: "1",
    ...variables,
  });
  const lf = initObservability({ service: "canary", environment: "canary", ...settings });
  const log = createLog({ name: "canary", level: "silent" });
  canary = new Canary({ settings, lf, log, pauses: { firstMs: 10, longestMs: 20 } });
  await canary.start();
  return canary;
}

/** The values of a metric by its labels, as Prometheus would read them. */
async function metric(name: string): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`http://127.0.0.1:${canary?.port}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

const masked = '{stage="masking",result="success"}';

it("counts each stage of a probe by how it ended, and begins with every pair at 0", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v2/observations", times: 10 });
  await start();
  const atFirst = await metric("langfuse_canary_probe_total");
  const pairs = Object.entries(STAGES).flatMap(([stage, results]) =>
    results.map((result) => `{stage="${stage}",result="${result}"}`),
  );
  expect(Object.keys(atFirst).sort()).toEqual([...pairs].sort());
  expect(atFirst[masked]).toBe(0);
  const leaks = await metric("langfuse_canary_masking_leak_total");
  const classes = ["card", "email", "iban", "media", "phone", "rut", "token", "user_id"];
  expect(Object.entries(leaks).sort()).toEqual(classes.map((name) => [`{class="${name}"}`, 0]));
  expect(await metric("langfuse_canary_last_success_timestamp_seconds")).toMatchObject({
    '{stage="trace"}': 0,
  });

  await eventually(async () => (await metric("langfuse_canary_probe_total"))[masked] === 1);
  const counted = await metric("langfuse_canary_probe_total");
  expect(Object.entries(counted).filter(([, count]) => count > 0)).toEqual(
    Object.keys(STAGES).map((stage) => [`{stage="${stage}",result="success"}`, 1]),
  );
  const latencies = await metric("langfuse_canary_stage_latency_seconds_count");
  expect(latencies).toMatchObject({ '{stage="trace"}': 1, '{stage="score"}': 1 });
  const successes = await metric("langfuse_canary_last_success_timestamp_seconds");
  for (const at of Object.values(successes)) expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(60);
  expect(await metric("langfuse_canary_info")).toEqual({
    '{server_version="4.16.0",sdk_version="5.11.1"}': 1,
  });
});

it("probes again and again, and never two at a time", async () => {
  langfuse.fail({ kind: "behind" }, { path: "/api/public/v2/observations", times: 60 }); // for longer than the interval
  await start();
  const probes = () => langfuse.requests.filter(({ path }) => path === "/api/public/health");
  await eventually(async () => (await metric("langfuse_canary_probe_total"))[masked] === 1);
  expect(probes()).toHaveLength(1);
  await eventually(() => probes().length === 2);
});

it("goes on when Langfuse was gone, with what it had written meanwhile", async () => {
  await langfuse.stop();
  await start();
  const timedOut = '{stage="prompt",result="timeout"}';
  await eventually(async () => (await metric("langfuse_canary_probe_total"))[timedOut] === 1);
  await langfuse.start();
  await eventually(async () => (await metric("langfuse_canary_probe_total"))[masked] === 1);
});

it("deletes its own traces that are old, and no others", async () => {
  await start({ CANARY_CLEANUP_AFTER_HOURS: "0" });
  await eventually(async () => (await metric("langfuse_canary_probe_total"))[masked] === 1);
  await canary?.stop();
  const keys = { baseUrl: langfuse.url, publicKey: langfuse.publicKey, secretKey: langfuse.secretKey };
  for (const [name, environment] of [
    ["canary-probe", "production"],
    ["ask", "canary"],
  ] as const) {
    const lf = initObservability({ service: "other", environment, ...keys });
    lf.trace(name, {}, () => "kept");
    await lf.shutdown();
  }
  const old = [
    ...new Set(langfuse.observations.filter(({ output }) => output !== "kept").map(({ traceId }) => traceId)),
  ];
  jest.useFakeTimers({ now: Date.now() + 25 * 3_600_000, doNotFake: [...NOT_TIME] });
  try {
    await start();
    await eventually(() => langfuse.requests.some(({ method }) => method === "DELETE"));
  } finally {
    jest.useRealTimers();
  }
  const deletion = langfuse.requests.find(({ method }) => method === "DELETE");
  expect(JSON.parse(String(deletion?.body))).toEqual({ traceIds: old });
  expect(langfuse.observations.filter(({ output }) => output === "kept")).toHaveLength(2);
  expect(await metric("langfuse_canary_deleted_traces_total")).toEqual({
    '{result="success"}': 1,
    '{result="error"}': 0,
  });
});

it("goes on, and says so, when it may not delete", async () => {
  langfuse.fail({ kind: "status", status: 405 }, { path: "/api/public/v2/observations", times: 2 });
  await start();
  await eventually(
    async () => (await metric("langfuse_canary_deleted_traces_total"))['{result="error"}'] === 1,
  );
  await eventually(async () => (await metric("langfuse_canary_probe_total"))[masked] === 1);
});

it("ends at once when it is told to, in the middle of a probe that hangs, and counts that as none", async () => {
  langfuse.fail({ kind: "hang" }, { path: "/api/public/v" });
  const running = await start({ CANARY_TRACE_DEADLINE_SECONDS: "600", CANARY_SCORE_DEADLINE_SECONDS: "600" });
  const health = await fetch(`http://127.0.0.1:${running.port}/health`);
  expect([health.status, await health.json()]).toMatchObject([200, { status: "ok" }]);
  await eventually(() => langfuse.requests.some(({ path }) => path === "/api/public/v3/scores"));
  const told = performance.now();
  expect(await running.stop()).toBe(true);
  expect(performance.now() - told).toBeLessThan(5_000);
  const counts = await running.metrics.registry.getSingleMetricAsString("langfuse_canary_probe_total");
  expect(counts).toContain('{stage="trace",result="timeout"} 0');
});

it("says that it is stuck when no probe has ended for as long as three may take", async () => {
  langfuse.fail({ kind: "hang" }, { path: "/api/public/v" });
  await start({ CANARY_TRACE_DEADLINE_SECONDS: "60", CANARY_SCORE_DEADLINE_SECONDS: "90" });
  const health = async () => (await fetch(`http://127.0.0.1:${canary?.port}/health`)).status;
  const now = performance.now();
  const clock = jest.spyOn(performance, "now");
  try {
    clock.mockReturnValue(now + 500_000);
    expect(await health()).toBe(200);
    clock.mockReturnValue(now + 520_000);
    expect(await health()).toBe(503);
  } finally {
    clock.mockRestore();
  }
});

it("names everything that is missing at once", () => {
  const read = () =>
    readCanarySettings({ CANARY_GATEWAY: "yes", CANARY_INTERVALL: "60", LANGFUSE_BASE_URL: "x" });
  for (const name of [
    ...["LANGFUSE_BASE_URL", "LANGFUSE_PUBLIC_KEY", "LANGFUSE_SECRET_KEY"],
    ...["CANARY_GATEWAY", "CANARY_INTERVALL"],
  ])
    expect(read).toThrow(name);
});

/** Everything but the clock on the wall. */
const NOT_TIME = [
  ...(["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "clearImmediate"] as const),
  ...(["setInterval", "clearInterval", "setTimeout", "clearTimeout"] as const),
] as const;
