import { gzipSync } from "node:zlib";
import { Rig } from "./support/gateway";
import { otlpProtobuf } from "./support/otlp";
import { leaks, NESTED, TEXT } from "./support/planted";

const CLIENTS = 50;
const ROUNDS = 6;
const rig = new Rig();

beforeAll(async () => {
  // Less room than clients, and bodies above and below the threshold: everything that can be refused is.
  const variables = { GATEWAY_MAX_CONCURRENT_REQUESTS: "30", GATEWAY_WORKER_THRESHOLD_BYTES: "4000" };
  await rig.start({ worker: "real", variables });
  await rig.ready();
});
afterAll(() => rig.stop());

/** What client `client` sends in round `round`, and how. */
function request(id: string, client: number): readonly [string, Buffer, Record<string, string>] {
  const large = client % 5 === 0 ? Array.from({ length: 40 }, () => TEXT) : [];
  const json = Buffer.from(JSON.stringify({ name: id, comment: TEXT, metadata: { ...NESTED, large } }));
  if (client % 3 === 0) return ["/api/public/scores", gzipSync(json), { "content-encoding": "gzip" }];
  if (client % 3 === 1) return ["/api/public/scores", json, {}];
  // An unknown field is kept, byte for byte: here the id.
  const marker = Buffer.concat([Buffer.from([0x9a, 0x06, id.length]), Buffer.from(id)]);
  const body = Buffer.concat([otlpProtobuf(), marker]);
  return ["/api/public/otel/v1/traces", body, { "content-type": "application/x-protobuf" }];
}

it("forwards nothing unmasked and loses nothing silently, whatever 50 clients and a failing Langfuse do", async () => {
  let count = 0;
  rig.upstream.behaviour = (incoming, response) => {
    count++;
    if (count % 11 === 0) incoming.socket.destroy();
    else response.writeHead(count % 7 === 0 ? 500 : 200).end();
  };
  const answers = new Map<string, number>();
  const client = async (number: number) => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = `request-${number}-${round}-end`;
      const response = await rig.post(...request(id, number));
      answers.set(id, response.status);
      if (response.status === 503) expect(response.headers.get("retry-after")).toBe("5");
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));

  const arrived = rig.upstream.text;
  expect(leaks(arrived)).toEqual([]);
  expect(answers.size).toBe(CLIENTS * ROUNDS);
  expect([...new Set(answers.values())].sort()).toEqual([200, 500, 503]);
  const acknowledged = [...answers].filter(([, status]) => status === 200).map(([id]) => id);
  expect(acknowledged.filter((id) => !arrived.includes(id))).toEqual([]);
  const counted = await rig.gateway.metrics.registry.getSingleMetric("masking_requests_total")?.get();
  const total = counted?.values.reduce((sum, { value }) => sum + value, 0);
  expect(total).toBe(CLIENTS * ROUNDS);
  expect(await rig.metric("masking_inflight")).toBe(0);
}, 20_000);
