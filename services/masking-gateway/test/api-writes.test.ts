import { find } from "../src/routes";
import writes from "./fixtures/langfuse-writes-4.16.json";
import { basic, Rig } from "./support/gateway";

const rig = new Rig();
beforeAll(() => rig.start());
afterEach(() => rig.upstream.reset());
afterAll(() => rig.stop());

/** An address, and what would be taken for a person's. */
const ADDRESS = "jane.doe@example.org";

async function send(write: string, body: string | undefined, type = "application/json") {
  const [method = "", path = ""] = write.split(" ");
  return await fetch(rig.url(`/api/public${path}`), {
    method,
    headers: { authorization: basic("pk-lf-1"), ...(body === undefined ? {} : { "content-type": type }) },
    body,
  });
}

const kindOf = (write: string) => {
  const [method = "", path = ""] = write.split(" ");
  return find(method, `/api/public${path}`).route?.action.kind;
};

it("knows every write of Langfuse's public API, so that none is lost behind it", () => {
  const { source: _, ...lists } = writes;
  const unknown = Object.values(lists)
    .flat()
    .filter((write) => kindOf(write) === undefined);
  expect(unknown).toEqual([]);
});

it("masks all that applications send of their users", () => {
  for (const write of writes.ingestion) expect(["otlp", "json"]).toContain(kindOf(write));
});

it.each(writes.authored)("forwards %s as it was written", async (write) => {
  const body = `{"description":"ask ${ADDRESS}"}`;
  expect((await send(write, body)).status).toBe(200);
  expect(String(rig.upstream.received[0]?.body)).toBe(body);
});

it.each(writes.authored)("refuses %s with a credential in it", async (write) => {
  const body = `{"description":"Authorization: Bearer ${"sk-proj-"}${"aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY"}"}`;
  expect((await send(write, body)).status).toBe(422);
  expect(rig.upstream.received).toEqual([]);
});

it.each(writes.administration)("forwards %s unread, since a label in it would break it", async (write) => {
  const body = `{"userId":"a-user","email":"${ADDRESS}","secretKey":"sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY"}`;
  expect((await send(write, body)).status).toBe(200);
  expect(String(rig.upstream.received[0]?.body)).toBe(body);
});

it("takes the type that provisioning of users sends, for nothing else", async () => {
  const type = "application/scim+json";
  expect((await send("POST /scim/Users", `{"userName":"${ADDRESS}"}`, type)).status).toBe(200);
  expect((await send("POST /scores", "{}", type)).status).toBe(415);
});

it("bounds what it does not read as well", async () => {
  const response = await send("PUT /llm-connections", `"${"x".repeat(21 * 2 ** 20)}"`);
  expect(response.status).toBe(413);
  expect(rig.upstream.received).toEqual([]);
});

it.each(writes.removals)("forwards %s with its query, and no body", async (write) => {
  expect((await send(`${write}?label=production`, undefined)).status).toBe(200);
  expect(rig.upstream.received).toMatchObject([{ path: expect.stringMatching(/\?label=production$/) }]);
  rig.upstream.reset();
  expect((await send(write, "{}")).status).toBe(400);
  expect(rig.upstream.received).toEqual([]);
});

it.each(writes.closed)("keeps %s closed", async (write) => {
  const body = write.startsWith("DELETE") ? undefined : "{}";
  expect((await send(write, body)).status).toBe(403);
});

it("leaves more time to an idle connection than a load balancer does, which waits for 90 seconds", async () => {
  const response = await send("GET /health", undefined);
  const [, seconds] = /timeout=(\d+)/.exec(response.headers.get("keep-alive") ?? "") ?? [];
  expect(Number(seconds)).toBeGreaterThan(90);
});
