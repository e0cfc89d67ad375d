import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGateway } from "../build";
import { type Figures, load } from "./load";

const SECONDS = Number(process.argv[2] ?? 5);
const TYPESCRIPT = ["--import", "tsx"];
const children: ChildProcess[] = [];

/** Starts a process and reads the first line it writes. */
async function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(process.execPath, [...args], { env: { ...process.env, ...env } });
  children.push(child);
  child.stderr.pipe(process.stderr);
  const [line] = await once(child.stdout, "data");
  return String(line);
}

/** Text of an assistant, with an address, a phone number and an id now and then. */
function prose(length: number): string {
  const sentence =
    "Thank you for your question about the third paragraph of the contract, which was signed in 2024. ";
  const personal = "Write to ana.perez@example.com or call +56 9 8765 4321, RUT 12.345.678-5. ";
  const block = sentence.repeat(12) + personal;
  return block.repeat(Math.ceil(length / block.length)).slice(0, length);
}

function otlp(spans: number): Buffer {
  const value = (text: string) => ({ stringValue: text });
  const span = (index: number) => ({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: String(index).padStart(16, "b"),
    name: "answer",
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000001000000000",
    attributes: [
      { key: "langfuse.observation.type", value: value("generation") },
      {
        key: "langfuse.observation.input",
        value: value(JSON.stringify([{ role: "user", content: prose(3000) }])),
      },
      { key: "langfuse.observation.output", value: value(prose(3000)) },
      { key: "user.id", value: value(`user-${index}`) },
    ],
  });
  const all = Array.from({ length: spans }, (_, index) => span(index));
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: all }] }] }));
}

const SCENARIOS = [
  {
    name: "a score",
    path: "/api/public/scores",
    body: Buffer.from(JSON.stringify({ name: "s", comment: prose(500) })),
  },
  { name: "10 spans", path: "/api/public/otel/v1/traces", body: otlp(10) },
  { name: "100 spans", path: "/api/public/otel/v1/traces", body: otlp(100) },
];

function row(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => (typeof cell === "number" ? cell.toFixed(cell < 10 ? 2 : 0) : cell));
  return `| ${written.join(" | ")} |`;
}

const cells = ({ perSecond, megabytesPerSecond, p50, p99, refused }: Figures) => [
  perSecond,
  megabytesPerSecond,
  p50,
  p99,
  String(refused),
];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "masking-gateway-bench-"));
  try {
    await buildGateway(folder);
    const servers = join(__dirname, "servers.ts");
    const upstream = (await start([...TYPESCRIPT, servers, "upstream"])).trim();
    const proxy = (await start([...TYPESCRIPT, servers, "proxy", upstream])).trim();
    const gateway = JSON.parse(
      await start([join(folder, "main.js")], {
        GATEWAY_UPSTREAM_URL: `http://127.0.0.1:${upstream}`,
        GATEWAY_USER_ID_ACTION: "drop",
        GATEWAY_HOST: "127.0.0.1",
        GATEWAY_PORT: "0",
        GATEWAY_OPERATIONS_PORT: "0",
      }),
    );
    console.log("| clients | body | through | requests/s | MB/s | p50 ms | p99 ms | refused |");
    console.log("|---|---|---|---|---|---|---|---|");
    for (const clients of [1, 50])
      for (const { name, path, body } of SCENARIOS) {
        const run = (port: string, seconds: number) =>
          load({ url: `http://127.0.0.1:${port}`, path, body, clients, seconds });
        await run(gateway.front, 1);
        const plain = await run(proxy, SECONDS);
        const masked = await run(gateway.front, SECONDS);
        const what = `${name}, ${(body.length / 1000).toFixed(1)} kB`;
        console.log(row([String(clients), what, "plain proxy", ...cells(plain)]));
        console.log(row([String(clients), what, "gateway", ...cells(masked)]));
        console.log(row(["", "", "added", "", "", masked.p50 - plain.p50, masked.p99 - plain.p99, ""]));
      }
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true });
  }
}

void main();
