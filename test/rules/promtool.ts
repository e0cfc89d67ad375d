import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PromtoolFile } from "./test-file";

/** Whether promtool can be called. */
export function hasPromtool(): boolean {
  return spawnSync("promtool", ["--version"], { stdio: "ignore" }).status === 0;
}

/** Checks rule files with every lint.
 *  @returns what promtool has to say when it is not content */
export function checkRules(files: readonly string[]): string | undefined {
  const { status, stdout, stderr } = promtool(["check", "rules", "--lint=all", "--lint-fatal", ...files]);
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

/** Runs tests, all in one process.
 *  @returns for each, in order, what promtool has to say when it failed
 *  @throws when a test could not be run at all */
export function runTests(folder: string, tests: readonly PromtoolFile[]): (string | undefined)[] {
  if (tests.length === 0) return [];
  const files = tests.map(({ groups, ...test }, index) => {
    const rules = join(folder, `${index}.rules.json`);
    const file = join(folder, `${index}.test.json`);
    const order = groups.map(({ name }) => name);
    writeFileSync(rules, JSON.stringify({ groups }));
    writeFileSync(file, JSON.stringify({ rule_files: [rules], group_eval_order: order, ...test }));
    return file;
  });
  const { stdout, stderr } = promtool(["test", "rules", ...files]);
  // The names of files and the successes are on one stream, the failures in the same order on the other.
  const outcomes = stdout.split("Unit Testing:  ").slice(1);
  const failures = stderr.split("  FAILED:\n").slice(1);
  const failed = outcomes.filter((outcome) => !outcome.includes("SUCCESS")).length;
  if (outcomes.length !== files.length || failures.length !== failed || stderr.includes("parse error"))
    throw new Error(`promtool did not run ${files.length} tests: ${stderr}`);
  return outcomes.map((outcome) => (outcome.includes("SUCCESS") ? undefined : failures.shift()?.trimEnd()));
}

function promtool(args: readonly string[]) {
  return spawnSync("promtool", args, { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 600_000 });
}
