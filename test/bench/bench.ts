import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environments } from "../../environments";
import { criticalPath, type StackStep, stackSteps } from "./critical-path";
import { measureSynths, secondsOf } from "./measure";

/** `npm run bench`: how long a developer waits for synth and tests, and an operator for a deployment. */
const RUNS = 5;

const lines = [...synthTimes(), "", ...growth(), "", testTime(), "", ...deployTimes()];
console.log(lines.join("\n"));

function synthTimes(): string[] {
  const [bare, all] = measureSynths([[join(__dirname, "bare-app.ts")], ["main.ts"]], RUNS);
  if (!bare || !all) throw new Error("measureSynths returned too little; see test/bench/measure.ts");
  const ratio = all.seconds / bare.seconds;
  return [
    `Synth, median of ${RUNS}            seconds    peak MB`,
    row("one resource, bare cdktf", bare.seconds, bare.megabytes),
    row(`all environments (${environments.length})`, all.seconds, all.megabytes),
    `  ${verdict(ratio <= 2.5)} ${ratio.toFixed(2)} times the bare application (at most 2.5)`,
    `  ${verdict(all.megabytes < 400)} ${all.megabytes.toFixed(0)} MB (below 400)`,
  ];
}

function growth(): string[] {
  const counts = [3, 10, 30];
  const program = join(__dirname, "many-environments.ts");
  const measured = measureSynths(
    counts.map((count) => [program, String(count)]),
    3,
  );
  const [few, , many] = measured;
  const each = few && many ? (many.seconds - few.seconds) / 27 : Number.NaN;
  return [
    "Growth, median of 3           seconds    peak MB",
    ...measured.map(({ seconds, megabytes }, index) =>
      row(`${counts[index]} environments`, seconds, megabytes),
    ),
    `  ${(each * 1000).toFixed(0)} ms for each further environment`,
  ];
}

function testTime(): string {
  return `npm test                       ${secondsOf("npm", ["test", "--silent"]).toFixed(1).padStart(7)}`;
}

function deployTimes(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "langfuse-bench-"));
  try {
    secondsOf(process.execPath, ["--import", "tsx", "main.ts"], { CDKTF_OUTDIR: folder });
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

function row(label: string, seconds: number, megabytes: number): string {
  return `  ${label.padEnd(28)} ${seconds.toFixed(2).padStart(7)} ${megabytes.toFixed(0).padStart(10)}`;
}

function verdict(holds: boolean): string {
  if (!holds) process.exitCode = 1;
  return holds ? "✔" : "✖";
}
