import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { load } from "./load";
import type { Usage } from "./service";

/** `npm run bench`: what the library adds to a service's answers, beside the same service without it, in turns. Ends
 *  with 1 where that is more than promised. */
const MOST_ADDED_P99_MS = 2;
const ROUNDS = Number(process.argv[2] ?? 9);
const SECONDS = 3;

const SENTENCE =
  "Which of the terms of the contract that was signed in 2024 with Ana Perez still hold today? ";
const PERSONAL = "Write to ana.perez@example.com or call +56 9 8765 4321, RUT 12.345.678-5. ";

interface Scenario {
  readonly name: string;
  readonly characters: number;
  readonly perSecond: number;
  readonly backend: "200" | "503" | "hang";
}

const SCENARIOS: readonly Scenario[] = [
  { name: "questions of 0.5 kB", characters: 500, perSecond: 100, backend: "200" },
  { name: "questions of 20 kB", characters: 20_000, perSecond: 25, backend: "200" },
  { name: "Langfuse answers 503", characters: 500, perSecond: 100, backend: "503" },
  { name: "Langfuse hangs", characters: 500, perSecond: 100, backend: "hang" },
];

class Child {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(file: string, args: readonly string[]): Promise<Child> {
    const child = fork(join(__dirname, file), [...args], { execArgv: ["--import", "tsx"] });
    const [port] = await once(child, "message");
    return new Child(child, port as number); // It is the first thing they say.
  }

  async usage(): Promise<Usage> {
    this.process.send("usage");
    const [usage] = await once(this.process, "message");
    return usage as Usage; // It answers with nothing else.
  }

  async end(): Promise<void> {
    const gone = once(this.process, "exit");
    if (!this.process.send("end")) this.process.kill();
    await gone;
  }

  kill(): void {
    this.process.kill();
  }
}

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly loopDelayP99: number;
  /** Of one request, in all threads, and in the one that answers. */
  readonly processorMs: number;
  readonly mainThreadMs: number;
  readonly megabytes: number;
}

async function round(service: Child, { characters, perSecond }: Scenario, seconds: number): Promise<Round> {
  const question = PERSONAL + SENTENCE.repeat(Math.ceil(characters / SENTENCE.length)).slice(0, characters);
  const body = Buffer.from(JSON.stringify({ user_id: "u-17", question }));
  await service.usage();
  const times = await load({ port: service.port, body, perSecond, seconds });
  const { processorMs, mainThreadMs, loopDelayP99Ms, megabytes } = await service.usage();
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return {
    p50: at(0.5),
    p99: at(0.99),
    loopDelayP99: loopDelayP99Ms,
    processorMs: processorMs / times.length,
    mainThreadMs: mainThreadMs / times.length,
    megabytes,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function measure(scenario: Scenario): Promise<number> {
  const backend = await Child.start("backend.ts", [scenario.backend]);
  const plain = await Child.start("service.ts", ["plain"]);
  const observed = await Child.start("service.ts", ["observed", `http://127.0.0.1:${backend.port}`]);
  try {
    const rounds: Round[][] = [[], []];
    for (const service of [plain, observed]) await round(service, scenario, 4);
    for (let count = 0; count < ROUNDS; count++)
      for (const [index, service] of [plain, observed].entries())
        rounds[index]?.push(await round(service, scenario, SECONDS));
    const of = (index: number, figure: keyof Round) =>
      median((rounds[index] ?? []).map((each) => each[figure]));
    const figures = ["p50", "p99", "loopDelayP99", "processorMs", "mainThreadMs", "megabytes"] as const;
    for (const [index, name] of ["without", "with"].entries())
      console.log(
        `| ${scenario.name} | ${name} | ${figures.map((figure) => of(index, figure).toFixed(2)).join(" | ")} |`,
      );
    const added = figures.map((figure) => of(1, figure) - of(0, figure));
    console.log(`| | added | ${added.map((each) => each.toFixed(2)).join(" | ")} |`);
    const { queued, delivered, dropped } = await observed.usage();
    console.log(`<!-- spans: ${delivered} delivered, ${queued} queued, ${dropped} dropped -->`);
    return added[1] ?? 0;
  } finally {
    for (const child of [backend, plain, observed]) child.kill();
  }
}

async function main(): Promise<void> {
  const isBusy = (loadavg()[0] ?? 0) > availableParallelism();
  if (isBusy) console.log("The machine is busy: the clock says little, processor time more.\n");
  console.log(
    "| requests | library | p50 ms | p99 ms | loop delay p99 ms | processor ms | of the service | MB |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const scenario of SCENARIOS) {
    const added = await measure(scenario);
    if (added > MOST_ADDED_P99_MS && !isBusy) process.exitCode = 1;
  }
}

void main();
