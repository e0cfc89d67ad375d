import { Program } from "./support/program";
import { StandIn } from "./support/upstream";

// Nothing here depends on how fast the machine is; only a test that hangs takes so long.
jest.setTimeout(30_000);

const program = new Program();
const upstream = new StandIn();

beforeAll(async () => {
  await program.build();
  await upstream.start();
});
afterAll(async () => {
  await upstream.stop();
  await program.remove();
});

it("runs without packages, masks in its thread, and ends cleanly when it is told to", async () => {
  const gateway = program.run(upstream.url, { GATEWAY_WORKER_THRESHOLD_BYTES: "0" });
  const url = await gateway.url("front");
  expect(gateway.lines[0]?.mode).toBe("enforce");
  const response = await fetch(`${url}/api/public/comments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"content":"ana@example.com"}',
  });
  expect(response.status).toBe(200);
  expect(upstream.text).toContain('{"content":"[EMAIL]"}');
  expect(await gateway.stop()).toBe(0);
  expect(gateway.stderr).toBe("");
});

it("says what is wrong with its settings, and does not start", async () => {
  const gateway = program.runAlone({ MASKING_MODE: "observe" });
  expect(await gateway.exit).toBe(1);
  expect(gateway.stderr).toMatch(/MASKING_MODE/);
  expect(gateway.stderr).toMatch(/GATEWAY_UPSTREAM_URL/);
});
