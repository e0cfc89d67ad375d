import { basic, Rig } from "./support/gateway";
import { otlpProtobuf } from "./support/otlp";
import { PLANTED, TEXT } from "./support/planted";
import { raw } from "./support/raw";

const SCORES = "/api/public/scores";

it("is healthy, ready once its threads are, and measures under the agreed names", async () => {
  const rig = await new Rig().start();
  expect((await fetch(rig.operationsUrl("/health"))).status).toBe(200);
  await rig.ready();
  await rig.post(SCORES, { comment: `${PLANTED[0]} ${PLANTED[0]} ${PLANTED[2]}` });
  const protobuf = { "content-type": "application/x-protobuf" };
  await rig.post("/api/public/otel/v1/traces", otlpProtobuf(), protobuf);
  const text = await (await fetch(rig.operationsUrl("/metrics"))).text();
  for (const line of [
    'masking_requests_total{route="scores",encoding="json",outcome="forwarded"} 1',
    'masking_requests_total{route="otel/v1/traces",encoding="protobuf",outcome="forwarded"} 1',
    'masking_replacements_total{label="email",route="scores"} 2',
    'masking_replacements_total{label="phone",route="scores"} 1',
    'masking_replacements_total{label="token",route="comments"} 0',
    'masking_failures_total{reason="masking_failed"} 0',
    'masking_events_total{result="taken"} 0',
    'masking_events_total{result="refused"} 0',
    'masking_duration_seconds_count{route="scores"} 1',
    'masking_upstream_latency_seconds_count{status="200"} 2',
    "masking_inflight 0",
    'masking_mode{mode="enforce"} 1',
  ])
    expect(text).toContain(`${line}\n`);
  expect(text).toMatch(/masking_bytes_total\{direction="in"\} [1-9]/);
  expect(text).toMatch(/masking_bytes_total\{direction="out"\} [1-9]/);
  expect(text).toContain("nodejs_eventloop_lag_seconds");
  await rig.stop();
});

it("offers health and metrics to the cluster alone, and no path of Langfuse there", async () => {
  const rig = await new Rig().start();
  for (const path of ["/health", "/ready", "/metrics"]) expect((await fetch(rig.url(path))).status).toBe(404);
  const response = await fetch(rig.operationsUrl(SCORES), { method: "POST", body: "{}" });
  expect(response.status).toBe(404);
  expect(rig.upstream.received).toEqual([]);
  await rig.stop();
});

it("survives paths that are none", async () => {
  const rig = await new Rig().start();
  for (const port of Object.values(rig.gateway.ports))
    for (const path of ["//", "http://[", "*", "/%"])
      expect(await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 404 /,
      );
  await rig.stop();
});

it("logs each request, and nothing that was sent", async () => {
  const rig = await new Rig().start();
  await rig.post(
    `${SCORES}?q=${PLANTED[0]}`,
    { comment: TEXT },
    { authorization: basic("pk-lf-1"), cookie: "c=1" },
  );
  await rig.post(`/api/public/${PLANTED[0]}`, TEXT);
  await rig.post(SCORES, `{"comment":"${PLANTED[0]}"`);
  await rig.stop();
  const lines = rig.log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: "DEBUG", name: "masking-gateway", route: "scores", outcome: "forwarded", status: 200 },
    { level: "WARN", route: "unknown", outcome: "unknown_path", status: 404 },
    { level: "WARN", route: "scores", outcome: "unparsable", status: 400 },
  ]);
  for (const secret of ["example.com", "pk-lf-1", "Basic", "c=1", "Hola"])
    expect(rig.log).not.toContain(secret);
});

it("observes without changing anything, and counts what it would have masked", async () => {
  const rig = await new Rig().start({ variables: { MASKING_MODE: "observe" } });
  const body = JSON.stringify({ comment: PLANTED[0] });
  await rig.post(SCORES, body);
  expect(rig.upstream.received[0]?.body.toString()).toBe(body);
  expect(await rig.metric('masking_replacements_total{label="email",route="scores"}')).toBe(1);
  const counted = 'masking_requests_total{route="scores",encoding="json",outcome="observed"}';
  expect(await rig.metric(counted)).toBe(1);
  await rig.stop();
});

it("ends requests that are there before it stops, and takes no others", async () => {
  const rig = await new Rig().start();
  let answer: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    rig.upstream.behaviour = (_request, response) => {
      answer = () => response.writeHead(200).end("late");
      resolve();
    };
  });
  const pending = rig.post(SCORES, {});
  await reached;
  const stopping = rig.gateway.stop();
  await new Promise((resolve) => setTimeout(resolve, 30));
  await expect(rig.post(SCORES, {})).rejects.toThrow();
  answer();
  expect(await (await pending).text()).toBe("late");
  expect(await stopping).toBe(true);
  await rig.upstream.stop();
});

it("is not ready from the moment it is told to stop, and serves until it does", async () => {
  const rig = await new Rig().start({ variables: { GATEWAY_DRAIN_DELAY_MS: "200" } });
  await rig.ready();
  const stopping = rig.gateway.stop();
  expect((await fetch(rig.operationsUrl("/ready"))).status).toBe(503);
  expect((await rig.post(SCORES, {})).status).toBe(200);
  expect(await stopping).toBe(true);
  await rig.upstream.stop();
});
