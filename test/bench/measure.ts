import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one program needed. */
export interface Measurement {
  /** From start to end, on a clock. */
  readonly seconds: number;
  /** Of all processors together; says the same on a busy machine, where the clock does not. */
  readonly processorSeconds: number;
  /** Memory at its highest. */
  readonly megabytes: number;
}

const ROOT = join(__dirname, "../..");

/** Arguments for Node: a program that synthesizes, and what starts it. */
export type Program = readonly string[];

/** Runs programs in turn, several rounds, each into an empty folder, so that a busy moment of the machine meets all.
 *  @returns the medians, in the order of the programs
 *  @throws with a program's own output when it fails */
export function measureSynths(programs: readonly Program[], rounds: number): Measurement[] {
  const all = Array.from({ length: rounds }, () => programs.map(synthOnce));
  return programs.map((_, index) => {
    const own = all.flatMap((round) => round[index] ?? []);
    return {
      seconds: median(own.map(({ seconds }) => seconds)),
      processorSeconds: median(own.map(({ processorSeconds }) => processorSeconds)),
      megabytes: median(own.map(({ megabytes }) => megabytes)),
    };
  });
}

/** The middle of an odd number of values. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Seconds that a command took.
 *  @throws with its output when it fails */
export function secondsOf(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): number {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`'${command} ${args.join(" ")}' failed:\n${stdout}${stderr}`);
  return (performance.now() - begin) / 1000;
}

function synthOnce(program: Program): Measurement {
  const folder = mkdtempSync(join(tmpdir(), "langfuse-bench-"));
  const usage = join(folder, "usage");
  try {
    const seconds = secondsOf(
      process.execPath,
      ["--require", join(__dirname, "report-usage.js"), ...program],
      { CDKTF_OUTDIR: join(folder, "out"), USAGE_FILE: usage },
    );
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, "utf8"));
    return { seconds, processorSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
