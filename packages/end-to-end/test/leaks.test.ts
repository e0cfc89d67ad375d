import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { initObservability } from "@langfuse-aws/instrumentation";
import { RunningProgram, startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { API } from "./support/api";
import { build } from "./support/build";
import { useEverything } from "./support/library";
import { startModel } from "./support/model";
import { traceRequest } from "./support/otlp";
import { Plantation } from "./support/planted";
import { protobuf } from "./support/protobuf";

const folder = mkdtempSync(join(tmpdir(), "end-to-end-"));
const programs: RunningProgram[] = [];
let serviceFolder: string;
let langfuse: TestLangfuse;
/** Base URLs by the way to Langfuse: through the gateway, through one that only looks on, and without. */
const ways = { gateway: "", observing: "", direct: "" };

/** A service as its image runs it. */
function run(home: string, environment: Readonly<Record<string, string>>): RunningProgram {
  const started = new RunningProgram({ file: join(home, "main.js"), environment, cwd: home });
  programs.push(started);
  return started;
}

beforeAll(async () => {
  langfuse = await startTestLangfuse();
  const builds = ["masking-gateway", "reference-service"].map((workspace) => build(workspace, folder));
  const [gatewayFolder = "", home = ""] = await Promise.all(builds);
  serviceFolder = home;
  const key = join(folder, "key");
  writeFileSync(key, "0123456789abcdef0123456789abcdef");
  const gateway = (variables: Readonly<Record<string, string>>) =>
    run(gatewayFolder, {
      GATEWAY_UPSTREAM_URL: langfuse.url,
      GATEWAY_USER_ID_KEY_FILE: key,
      GATEWAY_HOST: "127.0.0.1",
      GATEWAY_PORT: "0",
      GATEWAY_OPERATIONS_PORT: "0",
      GATEWAY_WORKERS: "1",
      GATEWAY_DRAIN_DELAY_MS: "0",
      ...variables,
    }).url("front");
  ways.gateway = await gateway({});
  ways.observing = await gateway({ MASKING_MODE: "observe", NODE_ENV: "test" });
  ways.direct = langfuse.url;
}, 60_000);

afterAll(async () => {
  await Promise.all(programs.map((each) => each.stop()));
  await langfuse.stop();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  langfuse.requests.length = 0;
});

/** Everything that reached Langfuse: paths, queries and bodies. */
function arrived(): readonly Buffer[] {
  return langfuse.requests.flatMap(({ path, query, body }) => [Buffer.from(`${path} ${query}`), body]);
}

async function post(way: keyof typeof ways, path: string, body: Buffer, headers: Record<string, string>) {
  const { publicKey, secretKey } = langfuse;
  const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString("base64")}`;
  const url = `${ways[way]}/api/public${path}`;
  return await fetch(url, { method: "POST", headers: { authorization, ...headers }, body });
}

const JSON_TYPE = { "content-type": "application/json" };
const PROTOBUF_TYPE = { "content-type": "application/x-protobuf" };
const GZIP = { "content-encoding": "gzip" };

const RAW = [
  ["JSON", false],
  ["JSON", true],
  ["protobuf", false],
  ["protobuf", true],
] as const;

it.each(RAW)(
  "a trace request in %s (compressed: %s) arrives without anything planted",
  async (format, isCompressed) => {
    const field = new Plantation();
    const spanId = randomBytes(8).toString("hex");
    const request = traceRequest(field, { spanId });
    const plain = format === "JSON" ? Buffer.from(JSON.stringify(request)) : protobuf(request);
    const body = isCompressed ? gzipSync(plain) : plain;
    const headers = { ...(format === "JSON" ? JSON_TYPE : PROTOBUF_TYPE), ...(isCompressed ? GZIP : {}) };

    expect((await post("gateway", "/otel/v1/traces", body, headers)).status).toBe(200);
    expect(langfuse.observations.filter(({ id }) => id === spanId)).toMatchObject([{ level: "ERROR" }]);
    expect(field.leaked(arrived())).toEqual([]);

    // The same request unmasked: each of its fields is looked for where it is, and found.
    await post("observing", "/otel/v1/traces", body, headers);
    expect(field.leaked(arrived())).toEqual(field.fields);
  },
);

it.each(Object.entries(API))("a body for %s arrives without anything planted", async (path, bodyOf) => {
  const field = new Plantation();
  const body = Buffer.from(JSON.stringify(bodyOf(field)));
  const before = langfuse.scores.length;
  // Whether Langfuse 4 still takes it or not.
  expect((await post("gateway", path, body, JSON_TYPE)).status).toBeLessThan(500);
  expect(langfuse.requests).toMatchObject([{ path: `/api/public${path}` }]);
  expect(langfuse.scores.length - before).toBe(["/scores", "/ingestion"].includes(path) ? 1 : 0);
  expect(field.leaked(arrived())).toEqual([]);

  await post("observing", path, body, JSON_TYPE);
  expect(field.leaked(arrived())).toEqual(field.fields);
});

const OFF = {
  classes: { token: false, email: false, id: false, phone: false, media: false },
  userId: { action: "keep" as const },
};

/** Uses the library, and says which of its fields leaked. */
async function viaLibrary(way: keyof typeof ways, masking: typeof OFF | undefined) {
  const { publicKey, secretKey } = langfuse;
  const field = new Plantation();
  const lf = initObservability({
    service: `payroll ${field.structural("library: service")}`,
    release: field.structural("library: release"),
    baseUrl: ways[way],
    publicKey,
    secretKey,
    masking,
  });
  useEverything(lf, field);
  expect(await lf.shutdown({ timeoutMs: 20_000 })).toBe(true);
  expect(lf.health).toMatchObject({
    traces: { delivered: 5, dropped: 0 },
    scores: { delivered: 3, dropped: 0 },
  });
  expect(langfuse.requests.map(({ path }) => path).sort()).toEqual([
    "/api/public/ingestion",
    "/api/public/otel/v1/traces",
  ]);
  return { leaked: field.leaked(arrived()), fields: field.fields };
}

it("the library lets nothing planted out, without the gateway and before it", async () => {
  expect((await viaLibrary("direct", undefined)).leaked).toEqual([]);
  langfuse.requests.length = 0;
  expect((await viaLibrary("gateway", undefined)).leaked).toEqual([]);
});

it("the gateway lets nothing planted through of what a library sends that masks nothing", async () => {
  expect((await viaLibrary("gateway", OFF)).leaked).toEqual([]);
  langfuse.requests.length = 0;
  const { leaked, fields } = await viaLibrary("direct", OFF);
  // The library sends no state of traces at all.
  expect(leaked).toEqual(fields.filter((field) => !field.includes("trace state")));
});

it.each(["gateway", "direct"] as const)(
  "the reference service answers, and lets nothing out (%s)",
  async (way) => {
    const field = new Plantation();
    const model = await startModel(field.text("answer"));
    const { publicKey, secretKey } = langfuse;
    const service = run(serviceFolder, {
      APP_HOST: "127.0.0.1",
      APP_PORT: "0",
      LANGFUSE_BASE_URL: ways[way],
      LANGFUSE_PUBLIC_KEY: publicKey,
      LANGFUSE_SECRET_KEY: secretKey,
      LLM_PROVIDER: "openai",
      LLM_MODEL: "m",
      LLM_BASE_URL: model.url,
    });
    const response = await fetch(`${await service.url()}/ask`, {
      method: "POST",
      headers: JSON_TYPE,
      body: JSON.stringify({ user_id: field.email("user"), question: field.text("question") }),
    });
    const { answer, trace_id: traceId } = (await response.json()) as Readonly<Record<string, string>>;
    // Who asks gets what the model said; only what is written down is masked.
    expect(field.leaked([Buffer.from(answer ?? "")])).toEqual(["answer"]);
    expect(await service.stop()).toBe(0);
    await model.stop();
    expect(langfuse.observations.filter((each) => each.traceId === traceId)).toHaveLength(3);
    expect(
      langfuse.scores.filter(({ subject }) => JSON.stringify(subject).includes(traceId ?? "-")),
    ).toHaveLength(2);
    expect(field.leaked(arrived())).toEqual([]);
  },
  30_000,
);
