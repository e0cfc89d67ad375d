import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { environments } from "../../environments";
import { startOf } from "../support/start";
import { criticalPath, type StackStep, stackSteps } from "./critical-path";
import { type Measurement, measureSynths, secondsOf } from "./measure";

/** `npm run bench`: how long a developer waits for synth and tests, and an operator for a deployment. Ends with 1 and says
 *  why when a limit is exceeded. */
const LIMITS = {
  /** All environments, in bare applications with one resource, started by tsx as everything else here. How fast
   *  `stacks/fast-loading.js` loads is a part of what is measured. */
  timesBare: 2.5,
  megabytes: 400,
  /** What an environment costs among thirty, in what it costs among ten; more than 1 is worse than linear. */
  growth: 1.5,
};
/** Odd, for a median. */
const ROUNDS = 7;
/** More to do for others than there are processors, before the first measurement. */
const busy = (loadavg()[0] ?? 0) > availableParallelism();
const exceeded: string[] = [];

for (const part of [synthTimes, growth, testTime, deployTimes]) console.log(`${part().join("\n")}\n`);
for (const limit of exceeded) console.error(`over the limit: ${limit}`);
process.exitCode = exceeded.length > 0 ? 1 : 0;

function synthTimes(): string[] {
  const bareApp = join(__dirname, "bare-app.ts");
  const programs = [["--import", "tsx", bareApp], startOf(bareApp), startOf("main.ts")];
  const [bare, bareLoadedAlike, all] = measureSynths(programs, ROUNDS);
  if (!bare || !bareLoadedAlike || !all)
    throw new Error("measureSynths returned too little; see test/bench/measure.ts");
  const clock = all.seconds / bare.seconds;
  const processor = all.processorSeconds / bare.processorSeconds;
  return [
    ...heading(`Synth, median of ${ROUNDS} rounds`),
    row("one resource, bare cdktf", bare),
    row("the same, loaded as ours", bareLoadedAlike),
    row(`all environments (${environments.length})`, all),
    ...(busy
      ? [`    the machine is busy: the clock's ${clock.toFixed(2)} times say little, processor time decides`]
      : [judge("times the bare application by the clock", clock, LIMITS.timesBare)]),
    judge("times the bare application in processor time", processor, LIMITS.timesBare),
    judge("MB at most", all.megabytes, LIMITS.megabytes),
  ];
}

function growth(): string[] {
  const counts = [3, 10, 30] as const;
  const program = join(__dirname, "many-environments.ts");
  const [few, some, many] = measureSynths(
    counts.map((count) => [...startOf(program), String(count)]),
    3,
  );
  if (!few || !some || !many) throw new Error("measureSynths returned too little; see test/bench/measure.ts");
  const early = (some.processorSeconds - few.processorSeconds) / (counts[1] - counts[0]);
  const late = (many.processorSeconds - some.processorSeconds) / (counts[2] - counts[1]);
  return [
    ...heading("Growth, median of 3 rounds"),
    row(`${counts[0]} environments`, few),
    row(`${counts[1]} environments`, some),
    row(`${counts[2]} environments`, many),
    `    ${milliseconds(early)}, later ${milliseconds(late)} of a processor for each further environment`,
    judge("times as much for a late one as for an early one", late / early, LIMITS.growth),
  ];
}

function testTime(): string[] {
  return [`npm test, once: ${secondsOf("npm", ["test", "--silent"]).toFixed(1)} seconds`];
}

function deployTimes(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "langfuse-bench-"));
  try {
    secondsOf(process.execPath, startOf("main.ts"), { CDKTF_OUTDIR: folder });
    return [
      "First deployment, minutes, from typical creation times (test/bench/creation-minutes.ts)",
      ...environments.flatMap(({ name }) => deployTime(name, stackSteps(folder, name))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function deployTime(environment: string, stacks: readonly StackStep[]): string[] {
  const path = criticalPath(stacks);
  const decisive = new Set(path.chain.map(({ name }) => name));
  return [
    `  ${environment}: ${path.minutes.toFixed(0)} minutes by ${path.chain.map(({ name }) => name).join(" → ")}`,
    ...stacks.map(
      ({ name, minutes, inside }) =>
        `  ${decisive.has(name) ? "*" : " "} ${name.padEnd(24)} ${minutes.toFixed(1).padStart(5)}   ` +
        inside.chain
          .filter((step) => step.minutes >= 0.5)
          .map((step) => `${step.name} ${step.minutes}`)
          .join(" → "),
    ),
  ];
}

function heading(title: string): string[] {
  return [`${title.padEnd(30)} seconds  processor    peak MB`];
}

function row(label: string, { seconds, processorSeconds, megabytes }: Measurement): string {
  const numbers = [seconds.toFixed(2), processorSeconds.toFixed(2), megabytes.toFixed(0)];
  return `  ${label.padEnd(25)}${numbers.map((number) => number.padStart(10)).join(" ")}`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

function judge(what: string, value: number, limit: number): string {
  const sentence = `${value.toFixed(2)} ${what} (limit ${limit})`;
  if (value <= limit) return `  ✔ ${sentence}`;
  exceeded.push(sentence);
  return `  ✖ ${sentence}`;
}
