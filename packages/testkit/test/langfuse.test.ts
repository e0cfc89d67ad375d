import { LangfuseClient } from "@langfuse/client";
import { LangfuseAPIClient } from "@langfuse/core";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, SimpleSpanProcessor, type SpanProcessor } from "@opentelemetry/sdk-trace-base";

let langfuse: TestLangfuse;
let api: LangfuseAPIClient;

beforeEach(async () => {
  langfuse = await startTestLangfuse();
  const { url: baseUrl, publicKey: username, secretKey: password } = langfuse;
  api = new LangfuseAPIClient({ environment: "", baseUrl, username, password });
});

afterEach(() => langfuse.stop());

/** One generation with what a span can carry, by the given way; its trace's id. */
async function trace(processor: SpanProcessor): Promise<string> {
  const provider = new BasicTracerProvider({ spanProcessors: [processor] });
  const span = provider.getTracer("langfuse-sdk").startSpan("answer");
  span.setAttributes({
    "langfuse.observation.type": "generation",
    "langfuse.observation.input": JSON.stringify({ question: "¿qué?" }),
    "langfuse.observation.usage_details": JSON.stringify({ input: 3, output: 4 }),
    "langfuse.observation.metadata.attempt": "2",
    "langfuse.trace.tags": ["a", "b"],
    "user.id": "user-1",
    "app.count": 42,
    "app.ratio": 0.5,
    "app.negative": -7,
    "app.fresh": true,
  });
  span.setStatus({ code: SpanStatusCode.ERROR, message: "it broke" });
  span.addEvent("exception", { "exception.message": "it broke" });
  span.end();
  await provider.forceFlush();
  await provider.shutdown();
  return span.spanContext().traceId;
}

function protobufExporter(compression: "gzip" | "none"): SimpleSpanProcessor {
  const authorization = `Basic ${btoa(`${langfuse.publicKey}:${langfuse.secretKey}`)}`;
  const url = `${langfuse.url}/api/public/otel/v1/traces`;
  // The enum of compressions is exported by a package that nobody else here needs; its values are these.
  const options = { url, headers: { authorization }, compression: compression as never };
  return new SimpleSpanProcessor(new OTLPTraceExporter(options));
}

const ways: Readonly<Record<string, () => SpanProcessor>> = {
  "JSON of the SDK": () => {
    const { url: baseUrl, publicKey, secretKey } = langfuse;
    return new LangfuseSpanProcessor({ baseUrl, publicKey, secretKey, mediaUploadEnabled: false });
  },
  "protocol buffers": () => protobufExporter("none"),
  "compressed protocol buffers": () => protobufExporter("gzip"),
};

it.each(Object.keys(ways))("shows observations that came as %s", async (way) => {
  const traceId = await trace(ways[way]?.() ?? protobufExporter("none"));
  const fields = "core,basic,io,metadata,usage,trace_context";
  const { data, meta } = await api.observations.getMany({ traceId, fields });
  expect(meta.cursor).toBeUndefined();
  expect(data).toMatchObject([
    {
      traceId,
      type: "GENERATION",
      name: "answer",
      level: "ERROR",
      statusMessage: "it broke",
      userId: "user-1",
      input: '{"question":"¿qué?"}',
      usageDetails: { input: 3, output: 4 },
      tags: ["a", "b"],
      isRootObservation: true,
      environment: "default",
      metadata: {
        attempt: "2",
        attributes: { "app.count": 42, "app.ratio": 0.5, "app.negative": -7, "app.fresh": true },
      },
    },
  ]);
});

it("shows the groups of fields that are asked for, and pages", async () => {
  const [one, other] = [await trace(protobufExporter("none")), await trace(protobufExporter("none"))];
  const first = await api.observations.getMany({ limit: 1 });
  const second = await api.observations.getMany({ limit: 1, cursor: first.meta.cursor });
  expect([...first.data, ...second.data].map(({ traceId }) => traceId).sort()).toEqual([one, other].sort());
  expect(second.meta.cursor).toBeUndefined();
  expect(first.data[0]).not.toHaveProperty("input");
});

it("keeps scores of the SDK's client, and writes over those whose id it has", async () => {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const client = new LangfuseClient({ baseUrl, publicKey, secretKey });
  const score = { id: "s-1", traceId: "t-1", name: "toxicity_safe", dataType: "BOOLEAN" as const };
  client.score.create({ ...score, value: 0 });
  client.score.create({ ...score, value: 1, comment: "reviewed" });
  await client.shutdown();
  const { data } = await api.scoresV3.getManyV3({ traceId: "t-1", fields: "details,subject" });
  expect(data).toMatchObject([
    { id: "s-1", value: true, comment: "reviewed", subject: { kind: "trace", id: "t-1" } },
  ]);
  expect(langfuse.requests.map(({ path }) => path)).toContain("/api/public/ingestion");
});

it("takes nothing but scores by the legacy endpoint", async () => {
  const event = { id: "e-1", timestamp: new Date().toISOString() };
  const answer = await api.ingestion.batch({
    batch: [
      { ...event, type: "trace-create", body: { name: "old" } },
      { ...event, id: "e-2", type: "score-create", body: { traceId: "t", name: "n", value: "yes" } },
      { ...event, id: "e-3", type: "score-create", body: { name: "of nothing", value: 1 } },
    ],
  });
  expect(answer).toMatchObject({
    successes: [{ id: "e-2", status: 201 }],
    errors: [
      { id: "e-1", status: 400 },
      { id: "e-3", status: 400 },
    ],
  });
});

it("moves labels of prompts to the version that takes them", async () => {
  const { url: baseUrl, publicKey, secretKey } = langfuse;
  const client = new LangfuseClient({ baseUrl, publicKey, secretKey });
  langfuse.addPrompt("qa/answer", "Answer {{question}}");
  await client.prompt.create({ name: "qa/answer", type: "text", prompt: "Answer briefly" });
  expect((await client.prompt.get("qa/answer", { type: "text" })).compile({ question: "why" })).toBe(
    "Answer why",
  );
  await client.prompt.update({ name: "qa/answer", version: 2, newLabels: ["production"] });
  expect(await api.prompts.get("qa/answer")).toMatchObject({ version: 2, labels: ["latest", "production"] });
  expect(await api.prompts.get("qa/answer", { version: 1 })).toMatchObject({ labels: [] });
  await expect(api.prompts.get("qa/answer", { label: "absent" })).rejects.toMatchObject({ statusCode: 404 });
});

it("keeps score configs, datasets with their items, LLM connections and comments", async () => {
  const config = await api.scoreConfigs.create({ name: "helpful", dataType: "NUMERIC", minValue: 0 });
  await api.scoreConfigs.update(config.id, { isArchived: true });
  expect((await api.scoreConfigs.get()).data).toMatchObject([{ name: "helpful", isArchived: true }]);

  await api.datasets.create({ name: "smoke" });
  await api.datasetItems.create({ datasetName: "smoke", id: "smoke:1", input: "a" });
  await api.datasetItems.create({ datasetName: "smoke", id: "smoke:1", input: "b" });
  expect((await api.datasetItems.list({ datasetName: "smoke" })).data).toMatchObject([{ input: "b" }]);

  await api.llmConnections.upsert({ provider: "p", adapter: "bedrock", secretKey: "not-to-be-shown" });
  const connections = await api.llmConnections.list();
  expect(JSON.stringify(connections)).not.toContain("not-to-be-shown");
  expect(connections.meta.totalItems).toBe(1);

  const subject = { objectType: "TRACE", objectId: "t-1" };
  await api.comments.create({ ...subject, projectId: "test-project", content: "well" });
  expect((await api.comments.get(subject)).data).toMatchObject([{ content: "well" }]);
});

it("rejects what events_only took away, bodies that are wrong, and keys that are not its own", async () => {
  const gone = { statusCode: 404, body: { message: expect.stringContaining("events_only") } };
  await expect(api.trace.get("t-1")).rejects.toMatchObject(gone);
  await expect(api.sessions.list()).rejects.toMatchObject(gone);
  await expect(
    api.scores.create({ name: "n", value: 7, traceId: "t", dataType: "BOOLEAN" }),
  ).rejects.toMatchObject({
    statusCode: 400,
  });
  const { url: baseUrl, publicKey: username } = langfuse;
  const stranger = new LangfuseAPIClient({ environment: "", baseUrl, username, password: "sk-lf-other" });
  await expect(stranger.prompts.list()).rejects.toMatchObject({ statusCode: 401 });
  expect(await stranger.health.health()).toMatchObject({ status: "OK" });
});

it("deletes traces with what belongs to them, and no others", async () => {
  const { publicKey, secretKey, url: baseUrl } = langfuse;
  const processor = () => new LangfuseSpanProcessor({ publicKey, secretKey, baseUrl });
  const [one, other] = [await trace(processor()), await trace(processor())];
  for (const traceId of [one, other]) await api.scores.create({ name: "n", value: 1, traceId });
  await api.trace.deleteMultiple({ traceIds: [one] });
  expect(langfuse.observations.map(({ traceId }) => traceId)).toEqual([other]);
  expect(langfuse.scores.map(({ subject }) => subject?.id)).toEqual([other]);
  await expect(api.trace.deleteMultiple({ traceIds: [] })).rejects.toMatchObject({ statusCode: 400 });
});
