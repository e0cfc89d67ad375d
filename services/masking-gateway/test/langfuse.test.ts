import { startTestLangfuse, type TestLangfuse } from "@langfuse-aws/testkit";
import { Rig } from "./support/gateway";
import { otlpJson, otlpProtobuf } from "./support/otlp";
import { leaks, TEXT } from "./support/planted";

const rig = new Rig();
let langfuse: TestLangfuse;
let authorization: string;

beforeAll(async () => {
  langfuse = await startTestLangfuse();
  const credentials = Buffer.from(`${langfuse.publicKey}:${langfuse.secretKey}`).toString("base64");
  authorization = `Basic ${credentials}`;
  await rig.start({ variables: { GATEWAY_UPSTREAM_URL: langfuse.url } });
});
afterAll(async () => {
  await rig.stop();
  await langfuse.stop();
});

it("sends traces and scores that Langfuse understands, and reads them back masked", async () => {
  const path = "/api/public/otel/v1/traces";
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const protobuf = { authorization, "content-type": "application/x-protobuf" };
  expect((await rig.post(path, otlpJson(), { authorization })).status).toBe(200);
  expect((await rig.post(path, otlpProtobuf(), protobuf)).status).toBe(200);
  const score = { traceId, name: "quality", value: 1, comment: TEXT, dataType: "NUMERIC" };
  expect((await rig.post("/api/public/scores", score, { authorization })).status).toBe(200);

  const query = `?traceId=${traceId}&fields=core,basic,io,metadata,trace_context`;
  const read = await fetch(rig.url(`/api/public/v2/observations${query}`), { headers: { authorization } });
  const text = await read.text();
  expect(JSON.parse(text).data).toHaveLength(1);
  expect(text).toContain("[EMAIL]");
  expect(langfuse.observations).toHaveLength(2);
  expect(leaks(JSON.stringify([langfuse.observations, langfuse.scores]) + text)).toEqual([]);
});

it("lets Langfuse decide about keys", async () => {
  const wrong = `Basic ${Buffer.from("pk-lf-1:sk-lf-1").toString("base64")}`;
  expect((await rig.post("/api/public/scores", {}, { authorization: wrong })).status).toBe(401);
});
