import type { ChildProcess } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Contender, start } from "./contender";

/** `npm run bench [-- ROUNDS [NAMES ...]]`: what the library adds to a service's answers, beside the same service without
 *  it, in turns. NAMES are parts of the names of states and questions, `503 "0.5 kB"`.
 *  Ends with 1 where it adds more than promised. */
const MOST_ADDED_P99_MS = 2;
const [rounds = "9", ...wanted] = process.argv.slice(2);
const SECONDS = 3;
const WARM_UP_REQUESTS = 600;

const SENTENCE =
  "Which of the terms of the contract that was signed in 2024 with Ana Perez still hold today? ";
const PERSONAL = "Write to ana.perez@example.com or call +56 9 8765 4321, RUT 12.345.678-5. ";

interface Questions {
  readonly name: string;
  readonly characters: number;
  readonly perSecond: number;
}

const QUESTIONS: readonly Questions[] = [
  { name: "0.5 kB, 100 a second", characters: 500, perSecond: 100 },
  { name: "20 kB, 25 a second", characters: 20_000, perSecond: 25 },
];

/** What `backend.ts` is told to be, and what that is called. */
const STATES = {
  200: "Langfuse is well",
  503: "Langfuse answers 503",
  hang: "Langfuse hangs",
  reset: "Langfuse tears connections",
  slow: "Langfuse answers slowly",
  gone: "Langfuse is gone",
};

function isWanted(name: string, all: readonly string[]): boolean {
  const chosen = all.filter((each) => wanted.some((part) => each.includes(part)));
  return chosen.length === 0 || chosen.includes(name);
}

async function measure(questions: Questions): Promise<void> {
  const { characters } = questions;
  const question = PERSONAL + SENTENCE.repeat(Math.ceil(characters / SENTENCE.length)).slice(0, characters);
  const body = Buffer.from(JSON.stringify({ user_id: "u-17", question }));
  const children: ChildProcess[] = [];
  const started = async (file: string, args: readonly string[]) => {
    const child = await start(file, args);
    children.push(child.process);
    return child;
  };
  const contender = async (name: string, args: readonly string[]) => {
    const { process, port } = await started("service.ts", args);
    return new Contender(name, process, { port, body });
  };
  try {
    const plain = await contender("without the library", ["plain"]);
    const observed: Contender[] = [];
    for (const [state, name] of Object.entries(STATES)) {
      if (!isWanted(name, Object.values(STATES))) continue;
      const { port } = await started("backend.ts", [state]);
      observed.push(await contender(name, ["observed", `http://127.0.0.1:${port}`]));
    }
    for (const each of [...observed, plain]) await each.warmUp(WARM_UP_REQUESTS);
    await sleep(1_000); // What is left of the last spans is sent.
    for (let round = 0; round < Number(rounds); round++)
      for (const each of [plain, ...observed])
        await each.race({ perSecond: questions.perSecond, seconds: SECONDS });
    await print(questions, plain, observed);
  } finally {
    for (const child of children) child.kill();
  }
}

async function print(questions: Questions, plain: Contender, observed: readonly Contender[]): Promise<void> {
  const added = (each: Contender, share: number) => each.quantile(share) - plain.quantile(share);
  const row = (name: string, each: Contender) => {
    const times = [added(each, 0.5), added(each, 0.99), each.quantile(0.5), each.quantile(0.99)];
    const costs = [each.cost("processorMs"), each.cost("mainThreadMs"), each.cost("megabytes")];
    console.log(`| ${[name, ...[...times, ...costs].map((figure) => figure.toFixed(2))].join(" | ")} |`);
  };
  row(`${questions.name}, ${plain.name}`, plain);
  for (const each of observed) {
    const { queued, delivered, dropped } = await each.usage();
    row(each.name, each);
    console.log(`<!-- spans: ${delivered} delivered, ${queued} queued, ${dropped} dropped -->`);
    if (added(each, 0.99) > MOST_ADDED_P99_MS) process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  if ((loadavg()[0] ?? 0) > availableParallelism())
    console.log("Others were at work in the last minute: where they still are, the clock tells of them.\n");
  console.log("| questions | added p50 | added p99 | p50 ms | p99 ms | processor ms | of the service | MB |");
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  const names = QUESTIONS.map(({ name }) => name);
  for (const questions of QUESTIONS) if (isWanted(questions.name, names)) await measure(questions);
}

void main();
