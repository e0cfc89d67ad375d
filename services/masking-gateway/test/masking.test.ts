import { gzipSync } from "node:zlib";
import { basic, Rig } from "./support/gateway";
import { otlpJson, otlpProtobuf } from "./support/otlp";
import { leaks, NESTED, PLANTED, TEXT } from "./support/planted";

const rig = new Rig();
const TRUSTED = "pk-lf-trusted";

beforeAll(() =>
  rig
    .start({ worker: "real", policy: { projects: { [TRUSTED]: { media: true, mcp: true } } } })
    .then(() => rig.ready()),
);
afterEach(() => rig.upstream.reset());
afterAll(() => rig.stop());

const OTLP = "/api/public/otel/v1/traces";
const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";

it.each([
  ["JSON", Buffer.from(JSON.stringify(otlpJson())), { "content-type": JSON_TYPE }],
  [
    "JSON with a charset",
    Buffer.from(JSON.stringify(otlpJson())),
    { "content-type": `${JSON_TYPE}; charset=UTF-8` },
  ],
  [
    "JSON with gzip",
    gzipSync(JSON.stringify(otlpJson())),
    { "content-type": JSON_TYPE, "content-encoding": "gzip" },
  ],
  ["protobuf", otlpProtobuf(), { "content-type": PROTOBUF_TYPE }],
  [
    "protobuf with gzip",
    gzipSync(otlpProtobuf()),
    { "content-type": PROTOBUF_TYPE, "content-encoding": "gzip" },
  ],
])("lets no planted value of OTLP in %s through", async (_, body, headers) => {
  const response = await rig.post(OTLP, body, headers);
  expect(response.status).toBe(200);
  expect(rig.upstream.received).toHaveLength(1);
  expect(leaks(rig.upstream.text)).toEqual([]);
  expect(rig.upstream.text).toContain("ask Hola");
  expect(rig.upstream.text).toContain("[EMAIL]");
  expect(rig.upstream.received[0]?.headers).toMatchObject({ "content-type": headers["content-type"] });
  expect(rig.upstream.received[0]?.headers).not.toHaveProperty("content-encoding");
});

const BODIES: Readonly<Record<string, unknown>> = {
  "/ingestion": {
    batch: [
      {
        id: "b7ad6b71-6920-4333-8331-c80319c0af76",
        type: "score-create",
        timestamp: "2026-01-01T00:00:00Z",
        body: {
          id: "s1",
          traceId: "0af7651916cd43dd8448eb211c80319c",
          name: TEXT,
          comment: TEXT,
          metadata: NESTED,
        },
      },
      {
        id: "t1",
        type: "trace-create",
        body: { userId: PLANTED[0], sessionId: TEXT, tags: [TEXT], input: NESTED },
      },
    ],
  },
  "/scores": {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    name: "s",
    value: TEXT,
    comment: TEXT,
    metadata: NESTED,
  },
  "/comments": { objectType: "TRACE", objectId: "0af76519", content: TEXT },
  "/dataset-items": { datasetName: TEXT, input: NESTED, expectedOutput: NESTED, metadata: NESTED },
  "/dataset-run-items": { runName: TEXT, runDescription: TEXT, metadata: NESTED, datasetItemId: "i1" },
  "/datasets": { name: TEXT, description: TEXT, metadata: NESTED },
  "/v2/datasets": { name: TEXT, description: TEXT, metadata: NESTED, inputSchema: NESTED },
  "/feedback": { message: TEXT },
  "/traces": { name: TEXT, userId: PLANTED[0], input: NESTED, output: TEXT, tags: [TEXT] },
  "/events": { name: TEXT, input: NESTED, statusMessage: TEXT },
  "/spans": { name: TEXT, input: NESTED, statusMessage: TEXT },
  "/generations": { name: TEXT, input: NESTED, modelParameters: NESTED, completion: TEXT },
};

it.each(Object.entries(BODIES))("lets no planted value through %s", async (path, body) => {
  const response = await rig.post(`/api/public${path}`, body);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ok: true });
  expect(rig.upstream.received).toMatchObject([{ method: "POST", path: `/api/public${path}` }]);
  expect(leaks(rig.upstream.text)).toEqual([]);
  expect(() => JSON.parse(rig.upstream.received[0]?.body.toString() ?? "")).not.toThrow();
});

it.each(["/spans", "/generations"])("masks changes of %s as well", async (path) => {
  await fetch(rig.url(`/api/public${path}`), {
    method: "PATCH",
    headers: { "content-type": JSON_TYPE },
    body: JSON.stringify(BODIES[path]),
  });
  expect(rig.upstream.received).toMatchObject([{ method: "PATCH" }]);
  expect(leaks(rig.upstream.text)).toEqual([]);
});

it("keeps what Langfuse joins by: ids, times and kinds", async () => {
  const id = "0af7651916cd43dd8448eb211c80319c";
  const score = {
    id: "1234567890123456",
    traceId: id,
    dataType: "NUMERIC",
    timestamp: "2026-01-01T00:00:00Z",
  };
  const batch = [{ id: "b7ad6b71", type: "score-create", timestamp: "2026-01-01T00:00:00Z", body: score }];
  await rig.post("/api/public/ingestion", { batch });
  expect(JSON.parse(rig.upstream.received[0]?.body.toString() ?? "")).toEqual({ batch });
});

it("keeps the key of a user in its hash, the same everywhere", async () => {
  await rig.post("/api/public/traces", { userId: PLANTED[0] });
  await rig.post(OTLP, otlpProtobuf(), { "content-type": PROTOBUF_TYPE });
  const [hash] = /user_[0-9a-f]{32}/.exec(rig.upstream.received[0]?.body.toString() ?? "") ?? [];
  expect(hash).toBeDefined();
  expect(rig.upstream.received[1]?.body.includes(hash ?? "")).toBe(true);
});

it("masks large bodies in a thread, the same way", async () => {
  const input = Array.from({ length: 4000 }, () => TEXT);
  const response = await rig.post("/api/public/traces", { input });
  expect(response.status).toBe(200);
  expect(JSON.stringify({ input }).length).toBeGreaterThan(256 * 1024);
  expect(leaks(rig.upstream.text)).toEqual([]);
  expect(JSON.parse(rig.upstream.received[0]?.body.toString() ?? "").input).toHaveLength(4000);
});

it("drops the query of a write, which nothing masks", async () => {
  await rig.post(`/api/public/scores?note=${PLANTED[0]}`, { name: "s" });
  expect(rig.upstream.received).toMatchObject([{ path: "/api/public/scores" }]);
});

it("forwards a prompt as it was written", async () => {
  const body = `{ "name": "qa", "prompt": "Escribe a soporte@example.com" }`;
  expect((await rig.post("/api/public/v2/prompts", body)).status).toBe(200);
  expect(rig.upstream.received[0]?.body.toString()).toBe(body);
});

it("refuses a prompt that holds a credential", async () => {
  const response = await rig.post("/api/public/v2/prompts", { name: "qa", prompt: `Use ${PLANTED[3]}` });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: "secret_in_prompt" });
  expect(rig.upstream.received).toEqual([]);
});

it.each(["/media", "/mcp"])("denies %s, unless the project may", async (path) => {
  const denied = await rig.post(
    `/api/public${path}`,
    { field: TEXT },
    { authorization: basic("pk-lf-other") },
  );
  expect(denied.status).toBe(403);
  expect((await rig.post(`/api/public${path}`, { field: TEXT })).status).toBe(403);
  expect(rig.upstream.received).toEqual([]);
  const open = await rig.post(`/api/public${path}`, { note: TEXT }, { authorization: basic(TRUSTED) });
  expect(open.status).toBe(200);
  expect(leaks(rig.upstream.text)).toEqual([]);
});

it("answers OTLP metrics itself, which Langfuse would throw away", async () => {
  const response = await rig.post("/api/public/otel/v1/metrics", { note: TEXT });
  expect([response.status, await response.text()]).toEqual([200, "{}"]);
  const binary = await rig.post("/api/public/otel/v1/metrics", "x", { "content-type": PROTOBUF_TYPE });
  expect([binary.status, await binary.text()]).toEqual([200, ""]);
  expect(rig.upstream.received).toEqual([]);
});

it("masks as the enterprise callback asks: resource spans in an array, and no other body", async () => {
  const { resourceSpans } = otlpJson();
  const traceId = { type: "Buffer", data: [10, 247, 101, 25] };
  const body = JSON.stringify([...resourceSpans, { scopeSpans: [{ spans: [{ traceId, name: TEXT }] }] }]);
  const post = (text: string) =>
    fetch(rig.operationsUrl("/mask"), {
      method: "POST",
      headers: { "content-type": JSON_TYPE, "x-langfuse-project-id": "p1" },
      body: text,
    });
  const response = await post(body);
  const masked = JSON.parse(await response.text());
  expect(response.status).toBe(200);
  expect(leaks(JSON.stringify(masked))).toEqual([]);
  expect(masked).toHaveLength(2);
  expect(masked[1].scopeSpans[0].spans[0].traceId).toEqual(traceId);
  expect((await post('{"resourceSpans":[]}')).status).toBe(400);
});
