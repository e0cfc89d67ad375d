import { gzipSync } from "node:zlib";
import { find, routes } from "../src/routes";
import { Rig } from "./support/gateway";
import { PLANTED } from "./support/planted";
import { raw } from "./support/raw";

const rig = new Rig();
const SCORES = "/api/public/scores";
const JSON_TYPE = "application/json";
const SCORE = JSON.stringify({ name: "s", comment: PLANTED[0] });

beforeAll(() =>
  rig.start({
    variables: {
      GATEWAY_MAX_BODY_BYTES: "20000",
      GATEWAY_MAX_DECODED_BYTES: "50000",
      GATEWAY_MAX_BUFFERED_BYTES: "60000",
      GATEWAY_BODY_TIMEOUT_MS: "100",
    },
  }),
);
afterEach(() => {
  // Whatever is refused is not forwarded, and whatever is logged quotes nobody.
  expect(rig.upstream.received.splice(0)).toEqual([]);
  expect(rig.log).not.toContain("example.com");
  expect(rig.log).not.toContain("sk-lf");
});
afterAll(() => rig.stop());

it.each([
  "/",
  "/api/auth/session",
  "/api/public",
  "/api/public/scores/",
  "/api/public//scores",
  "/api/public/scores/../traces",
  "/api/public/Scores",
  "/API/public/scores",
  "/api/public/%73cores",
  "/api/public/scores;x=1",
  "/api/public/memberships",
  "/metrics",
  "/mask",
])("does not know POST %s", async (path) => {
  const answer = await raw(
    rig.gateway.ports.front,
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\nConnection: close\r\nContent-Length: ${SCORE.length}\r\n\r\n${SCORE}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).toContain('"error":"unknown_path"');
});

it.each(["..", ".", "%2e%2e", "%2E.", "a/b", "a\\b", ""])("reads no prompt called '%s'", (name) => {
  expect(find("GET", `/api/public/v2/prompts/${name}`).isKnownPath).toBe(false);
  expect(find("GET", "/api/public/v2/prompts/team%2Fqa").isKnownPath).toBe(true);
});

it("knows no path by two routes of one method", () => {
  const ways = routes.map(({ method, name }) => `${method} ${name}`);
  expect(ways).toEqual([...new Set(ways)]);
});

it.each(["DELETE", "PUT", "PATCH", "HEAD"])("answers %s on a path it knows with 405", async (method) => {
  expect((await fetch(rig.url(SCORES), { method })).status).toBe(405);
});

it.each([
  ["no content type", { "content-type": "" }],
  ["text", { "content-type": "text/plain" }],
  ["two types at once", { "content-type": "application/json, application/x-protobuf" }],
  ["another charset", { "content-type": "application/json; charset=utf-16" }],
  ["protobuf where there is none", { "content-type": "application/x-protobuf" }],
  ["brotli", { "content-encoding": "br" }],
  ["gzip in gzip", { "content-encoding": "gzip, gzip" }],
])("answers %s with 415", async (_, headers) => {
  const response = await rig.post(SCORES, SCORE, headers);
  expect([response.status, await response.json()]).toMatchObject([415, { error: "unsupported_encoding" }]);
});

it.each([
  ["JSON that is cut off", Buffer.from(SCORE.slice(0, -1)), {}],
  ["an empty body", Buffer.from(""), {}],
  ["a second document", Buffer.from(`${SCORE}${SCORE}`), {}],
  ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}],
  ["what is no gzip", Buffer.from(SCORE), { "content-encoding": "gzip" }],
  ["gzip that is cut off", gzipSync(SCORE).subarray(0, 20), { "content-encoding": "gzip" }],
])("answers %s with 400", async (_, body, headers) => {
  const response = await rig.post(SCORES, body, headers);
  expect([response.status, await response.json()]).toMatchObject([400, { error: "unparsable" }]);
});

it("answers bytes that are no protocol buffer with 400", async () => {
  const headers = { "content-type": "application/x-protobuf" };
  const response = await rig.post("/api/public/otel/v1/traces", "resourceSpans", headers);
  expect(response.status).toBe(400);
});

it.each([
  ["a body that says it is too large", "a".repeat(20_001), {}],
  ["a body that grows too large", gzipSync("a".repeat(50_001)), { "content-encoding": "gzip" }],
])("answers %s with 413", async (_, body, headers) => {
  const response = await rig.post(SCORES, body, headers);
  expect([response.status, await response.json()]).toMatchObject([413, { error: "too_large" }]);
});

it("stops reading a body without a length when it gets too large", async () => {
  const chunk = "a".repeat(30_000);
  const head = `POST ${SCORES} HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const answer = await raw(rig.gateway.ports.front, `${head}7530\r\n${chunk}\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

it("does not wait for a body for ever", async () => {
  const head = `POST ${SCORES} HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\nContent-Length: 100\r\n\r\n{`;
  expect(await raw(rig.gateway.ports.front, head)).toMatch(/^HTTP\/1\.1 408 .*connection: close/is);
});

it.each(["Authorization: Basic eA==", "Content-Type: text/plain", "Content-Encoding: gzip"])(
  "answers a second header '%s' with 400",
  async (header) => {
    const headers = `Host: x\r\nAuthorization: Basic eQ==\r\nContent-Type: ${JSON_TYPE}\r\nContent-Encoding: identity`;
    const request = `POST ${SCORES} HTTP/1.1\r\n${headers}\r\n${header}\r\nContent-Length: ${SCORE.length}\r\nConnection: close\r\n\r\n${SCORE}`;
    const answer = await raw(rig.gateway.ports.front, request);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"error":"invalid_headers"');
  },
);

it("forwards no body of a read", async () => {
  const head = `GET /api/public/v2/prompts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${SCORE.length}`;
  expect(await raw(rig.gateway.ports.front, `${head}\r\n\r\n${SCORE}`)).toMatch(/^HTTP\/1\.1 400 /);
});

it("takes no more bytes at once than it has room for, and says when to come back", async () => {
  const body = JSON.stringify("a".repeat(18_000));
  const slow = Array.from({ length: 4 }, () =>
    raw(
      rig.gateway.ports.front,
      `POST ${SCORES} HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\nConnection: close\r\nContent-Length: ${body.length + 10}\r\n\r\n${body}`,
    ),
  );
  const answers = await Promise.all(slow);
  expect(answers.filter((answer) => /^HTTP\/1\.1 503 .*retry-after: 5/is.test(answer))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 408 "))).toHaveLength(3);
});
