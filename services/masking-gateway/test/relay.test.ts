import { basic, Rig } from "./support/gateway";
import { raw } from "./support/raw";

const rig = new Rig();
const SCORES = "/api/public/scores";

beforeAll(() => rig.start());
afterEach(() => rig.upstream.reset());
afterAll(() => rig.stop());

it("forwards the caller's headers to the letter, and none of the connection's", async () => {
  const body = '{"name":"s"}';
  const kept = [
    ["Host", "langfuse.example.com"],
    ["AUTHORIZATION", basic("pk-lf-1")],
    ["X-Langfuse-Sdk-Name", "python"],
    ["x_langfuse_ingestion_version", "4"],
    ["X-Twice", "one"],
    ["X-Twice", "two"],
    ["traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    ["Content-Type", "application/json"],
  ];
  const dropped = ["Connection: close, X-Hop", "X-Hop: 1", "Keep-Alive: 5", "TE: trailers", "Content-MD5: x"];
  const head = [...kept.map((pair) => pair.join(": ")), ...dropped, `Content-Length: ${body.length}`];
  await raw(rig.gateway.ports.front, `POST ${SCORES} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n${body}`);
  const { rawHeaders } = rig.upstream.received[0] ?? { rawHeaders: [] };
  const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []));
  const own = new Set(["connection", "content-length"]);
  const sent = pairs.filter(([name]) => !own.has(name?.toLowerCase() ?? ""));
  expect(sent.filter(([name]) => name?.toLowerCase() !== "host")).toEqual(kept.slice(1));
  expect(rig.upstream.received[0]?.headers).toMatchObject({
    host: "langfuse.example.com",
    "content-length": String(body.length),
  });
});

it.each([200, 201, 207, 301, 400, 401, 403, 404, 429, 500, 502, 503])(
  "relays status %d, its headers and its body",
  async (status) => {
    rig.upstream.behaviour = (_request, response) => {
      response.writeHead(status, { "Retry-After": "17", "Set-Cookie": ["a=1", "b=2"], "X-Limit": "é" });
      response.end(`answer ${status}`);
    };
    const response = await fetch(rig.url(SCORES), {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect([response.status, await response.text()]).toEqual([status, `answer ${status}`]);
    expect(response.headers.get("retry-after")).toBe("17");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  },
);

it("relays bytes of headers that are no ASCII", async () => {
  rig.upstream.behaviour = (request) =>
    request.socket.end(Buffer.from("HTTP/1.1 200 OK\r\nX-Odd: \u{1F600}\r\nContent-Length: 2\r\n\r\n{}"));
  const response = await rig.post(SCORES, {});
  expect(Buffer.from(response.headers.get("x-odd") ?? "", "latin1").toString()).toBe("\u{1F600}");
});

it("lets SDKs read what they need, query and all", async () => {
  const path = "/api/public/v2/prompts/team%2Fqa?label=production";
  const response = await fetch(rig.url(path), { headers: { authorization: basic("pk-lf-1") } });
  expect(response.status).toBe(200);
  expect(rig.upstream.received).toMatchObject([
    { method: "GET", path, headers: { authorization: basic("pk-lf-1") } },
  ]);
});

it("lets browsers ask whether they may send scores", async () => {
  await fetch(rig.url(SCORES), { method: "OPTIONS", headers: { origin: "https://example.com" } });
  expect(rig.upstream.received).toMatchObject([
    { method: "OPTIONS", headers: { origin: "https://example.com" } },
  ]);
});
