import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGateway } from "../build";
import { StandIn } from "./support/upstream";

const folder = mkdtempSync(join(tmpdir(), "masking-gateway-process-"));
const upstream = new StandIn();

beforeAll(async () => {
  await buildGateway(folder);
  await upstream.start();
});
afterAll(async () => {
  await upstream.stop();
  rmSync(folder, { recursive: true });
});

/** The process as the image runs it: nothing but the bundle, and an environment without anything of ours. */
function start(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(folder, "main.js")], { cwd: folder, env: environment });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += String(chunk);
  });
  return { child, output, exit: once(child, "exit").then(([code]) => code) };
}

it("runs without packages, masks in its thread, and ends cleanly when it is told to", async () => {
  const key = join(folder, "key");
  writeFileSync(key, "0123456789abcdef0123456789abcdef");
  const { child, output, exit } = start({
    GATEWAY_UPSTREAM_URL: upstream.url,
    GATEWAY_USER_ID_KEY_FILE: key,
    GATEWAY_HOST: "127.0.0.1",
    GATEWAY_PORT: "0",
    GATEWAY_OPERATIONS_PORT: "0",
    GATEWAY_WORKERS: "1",
    GATEWAY_WORKER_THRESHOLD_BYTES: "0",
    GATEWAY_DRAIN_DELAY_MS: "0",
  });
  while (!output.stdout.includes("\n")) await once(child.stdout, "data");
  const { front, mode } = JSON.parse(output.stdout.split("\n")[0] ?? "");
  expect(mode).toBe("enforce");
  const response = await fetch(`http://127.0.0.1:${front}/api/public/comments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"content":"ana@example.com"}',
  });
  expect(response.status).toBe(200);
  expect(upstream.text).toContain('{"content":"[EMAIL]"}');
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(output.stderr).toBe("");
}, 15_000);

it("says what is wrong with its settings, and does not start", async () => {
  const { output, exit } = start({ MASKING_MODE: "observe" });
  expect(await exit).toBe(1);
  expect(output.stderr).toMatch(/MASKING_MODE/);
  expect(output.stderr).toMatch(/GATEWAY_UPSTREAM_URL/);
});
