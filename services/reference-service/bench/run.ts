import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildService } from "../build";
import { STATES } from "./backends";
import { load, quantile } from "./load";

// What being traced adds to an answer, in all states Langfuse can be in, and what 10,000 answers leave in memory. All
// services run at once and take turns, and of the rounds the median counts, so that what else the machine does hits all
// of them alike.
const REQUESTS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 20;
const CLIENTS = 2;

interface Contender {
  readonly name: string;
  readonly url: string;
  /** One of each round. */
  readonly p50: number[];
  readonly p99: number[];
  failed: number;
}

const children: ChildProcess[] = [];

/** Starts a process, with these variables alone, and reads the first line it writes. */
async function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  const [line] = await once(child.stdout, "data");
  child.stdout.resume();
  return String(line).split("\n")[0] ?? "";
}

async function contender(
  file: string,
  name: string,
  langfuse?: { readonly url: string; readonly publicKey: string; readonly secretKey: string },
): Promise<Contender> {
  const connection: Record<string, string> = langfuse
    ? {
        LANGFUSE_BASE_URL: langfuse.url,
        LANGFUSE_PUBLIC_KEY: langfuse.publicKey,
        LANGFUSE_SECRET_KEY: langfuse.secretKey,
      }
    : {};
  const env = { APP_HOST: "127.0.0.1", APP_PORT: "0", LLM_PROVIDER: "mock", ...connection };
  const { port } = JSON.parse(await start([file], env));
  return { name, url: `http://127.0.0.1:${port}`, p50: [], p99: [], failed: 0 };
}

async function residentMegabytes({ url }: Contender): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(text.match(/^process_resident_memory_bytes (.+)$/m)?.[1]) / 1e6;
}

async function measure(contenders: readonly Contender[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++)
    for (const each of contenders) {
      const { latencies, failed } = await load(each.url, { count: REQUESTS / ROUNDS, clients: CLIENTS });
      each.p50.push(quantile(latencies, 0.5));
      each.p99.push(quantile(latencies, 0.99));
      each.failed += failed;
    }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "reference-service-bench-"));
  try {
    await buildService(folder);
    const file = join(folder, "main.js");
    const source = ["--conditions", "@langfuse-aws/source", "--import", "tsx"];
    const connections = JSON.parse(await start([...source, join(__dirname, "backends.ts")], {}));
    const contenders = [await contender(file, "not traced")];
    for (const [index, [name]] of STATES.entries())
      contenders.push(await contender(file, name, connections[index]));
    // The first answers wait for the prompt, and for the compiler.
    for (const { url } of contenders) await load(url, { count: 1_000, clients: CLIENTS });
    const before = await Promise.all(contenders.map(residentMegabytes));
    await measure(contenders);
    print(contenders, before, await Promise.all(contenders.map(residentMegabytes)));
  } finally {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
}

function print(contenders: readonly Contender[], before: readonly number[], after: readonly number[]): void {
  console.log(
    "| the service | p50 ms | p99 ms | added p50 | added p99 | not answered | MB before | MB after |",
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  const median = (values: readonly number[]) => quantile(values, 0.5);
  const [base] = contenders;
  for (const [index, { name, p50, p99, failed }] of contenders.entries()) {
    const added = [median(p50) - median(base?.p50 ?? []), median(p99) - median(base?.p99 ?? [])];
    const numbers = [median(p50), median(p99), ...added].map((value) => value.toFixed(2));
    const memory = [before[index], after[index]].map((value) => value?.toFixed(0));
    console.log(`| ${[name, ...numbers, failed, ...memory].join(" | ")} |`);
  }
}

void main();
