import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGateway } from "../build";
import { otlpJson, otlpProtobuf, prose } from "./bodies";
import { type Figures, type LoadProps, load } from "./load";
import type { Account } from "./servers";

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

const [JSON_TYPE, PROTOBUF_TYPE] = ["application/json", "application/x-protobuf"];
const SCORES = "/api/public/scores";
const TRACES = "/api/public/otel/v1/traces";

interface Scenario extends Pick<LoadProps, "path" | "type" | "body"> {
  readonly name: string;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: "a score",
    path: SCORES,
    type: JSON_TYPE,
    body: Buffer.from(JSON.stringify({ name: "s", comment: prose(1500) })),
  },
  { name: "10 spans, JSON", path: TRACES, type: JSON_TYPE, body: otlpJson(10) },
  { name: "10 spans, protobuf", path: TRACES, type: PROTOBUF_TYPE, body: otlpProtobuf(10) },
  { name: "100 spans, JSON", path: TRACES, type: JSON_TYPE, body: otlpJson(100) },
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

/** Holds what was answered against what arrived; ends with 1 where one thing arrived unmasked, or did not arrive. */
function account(
  answered: Readonly<Record<string, number>>,
  arrived: Readonly<Record<string, Account>>,
): void {
  console.log("\n| through | answered with 200 | arrived | unmasked |\n|---|---|---|---|");
  for (const [way, { received, unmasked }] of Object.entries(arrived)) {
    console.log(`| ${way} | ${answered[way]} | ${received} | ${unmasked} |`);
    // All of it is unmasked through the plain proxy: else nothing was looked for.
    const isRight = received === answered[way] && unmasked === (way === "gateway" ? 0 : received);
    if (!isRight) process.exitCode = 1;
  }
}

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
    const ways = { plain: proxy, gateway: String(gateway.front) };
    const answered = { plain: 0, gateway: 0 };
    const measure = async (way: keyof typeof ways, scenario: Scenario, clients: number, seconds: number) => {
      const figures = await load({
        ...scenario,
        url: `http://127.0.0.1:${ways[way]}`,
        way,
        clients,
        seconds,
      });
      answered[way] += figures.answered;
      return figures;
    };
    console.log("| clients | body | through | requests/s | MB/s | p50 ms | p99 ms | refused |");
    console.log("|---|---|---|---|---|---|---|---|");
    for (const clients of [1, 50])
      for (const scenario of SCENARIOS) {
        await measure("gateway", scenario, clients, 1);
        const plain = await measure("plain", scenario, clients, SECONDS);
        const masked = await measure("gateway", scenario, clients, SECONDS);
        const what = `${scenario.name}, ${(scenario.body.length / 1000).toFixed(1)} kB`;
        console.log(row([String(clients), what, "plain proxy", ...cells(plain)]));
        console.log(row([String(clients), what, "gateway", ...cells(masked)]));
        console.log(row(["", "", "added", "", "", masked.p50 - plain.p50, masked.p99 - plain.p99, ""]));
      }
    const response = await fetch(`http://127.0.0.1:${upstream}/accounts`);
    account(answered, (await response.json()) as Record<string, Account>); // It is our own server.
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true });
  }
}

void main();
