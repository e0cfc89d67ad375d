import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertRules } from "../../constructs/alert-rules";
import { mutantsOf } from "./mutants";
import { checkRules, hasPromtool, runTests } from "./promtool";
import { rulePaths, sampleEnvironment } from "./rule-book";
import { nameProblems, type Subject, subjects } from "./subjects";

/** What one line of the report says. */
interface Result {
  readonly line: string;
  readonly passed: number;
  /** One entry for each failure. */
  readonly problems: readonly string[];
}

/** Lets every alert live through its scenarios, in promtool.
 *
 *      npm run test:rules                 each scenario, and whether the scenarios notice a rule that is slightly wrong
 *      npm run test:rules -- --quick      the scenarios alone
 *      npm run test:rules -- ClickHouse   only rules whose names contain this
 *      npm run test:rules -- --can-run    whether promtool is here: a line why not, and 0 or 1
 *
 *  Needs promtool 2.42 or newer (Debian: `apt-get install --no-install-recommends prometheus`). Without it nothing is
 *  tested, which is a failure when `CI` is set. */
function main(options: readonly string[]): number {
  const probing = options.includes("--can-run");
  if (!hasPromtool()) {
    console.log("no promtool here: 'apt-get install --no-install-recommends prometheus' brings it on Debian");
    return probing || process.env.CI ? 1 : 0;
  }
  if (probing) return 0;
  const mutate = !options.includes("--quick");
  const filter = options.find((option) => !option.startsWith("--")) ?? "";
  const folder = mkdtempSync(join(tmpdir(), "rule-test-"));
  try {
    const totals = { passed: 0, failed: 0 };
    for (const { line, passed, problems } of results({ folder, mutate, filter })) {
      console.log([line, ...problems.map((problem) => `  ${problem}`)].join("\n"));
      totals.passed += passed;
      totals.failed += problems.length;
    }
    console.log(`${totals.passed} passed, ${totals.failed} failed`);
    return totals.failed > 0 || totals.passed === 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Options {
  /** For files that promtool reads. */
  readonly folder: string;
  readonly mutate: boolean;
  /** Part of the names of the rules to look at. */
  readonly filter: string;
}

function* results({ folder, mutate, filter }: Options): Iterable<Result> {
  if (!filter) yield* [names(), syntax(folder)];
  for (const subject of subjects.filter(({ name }) => name.includes(filter))) {
    const told = story(subject, folder);
    if (!mutate) yield told;
    else {
      const { line, passed, problems } = mutation(subject, folder);
      yield {
        line: `${told.line}, ${line}`,
        passed: told.passed + passed,
        problems: [...told.problems, ...problems],
      };
    }
  }
}

function names(): Result {
  const problems = nameProblems();
  return { line: "every rule has scenarios, and they a rule", passed: problems.length ? 0 : 1, problems };
}

/** The files as they are written, and as an environment gets them: with links and limits. */
function syntax(folder: string): Result {
  const shipped = Object.entries(alertRules(sampleEnvironment)).map(([name, content]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  });
  const problem = checkRules([...rulePaths, ...shipped]);
  const line = `promtool accepts ${rulePaths.length} files, as they are and as they ship, with every lint`;
  return problem
    ? { line, passed: 0, problems: [problem] }
    : { line, passed: rulePaths.length + shipped.length, problems: [] };
}

/** Every case of a rule, as it is. */
function story({ name, expr, cases }: Subject, folder: string): Result {
  const outcomes = runTests(
    folder,
    cases.map(({ file }) => file(expr)),
  );
  const problems = cases.flatMap(({ when }, index) =>
    outcomes[index] === undefined ? [] : [`not as said when ${when}:\n${outcomes[index]}`],
  );
  return {
    line: `${name}: ${cases.length} scenario${cases.length === 1 ? "" : "s"}`,
    passed: cases.length - problems.length,
    problems,
  };
}

/** Every mutant of a rule, in one case after the other until it is noticed. */
function mutation({ expr, cases }: Subject, folder: string): Result {
  const mutants = mutantsOf(expr);
  const survivors = cases.reduce((alive, { file }) => {
    const outcomes = runTests(
      folder,
      alive.map((mutant) => file(mutant.expr)),
    );
    return alive.filter((_, index) => outcomes[index] === undefined);
  }, mutants);
  return {
    line: `${mutants.length - survivors.length} of ${mutants.length} mutants noticed`,
    passed: mutants.length - survivors.length,
    problems: survivors.map(({ change }) => `no scenario notices ${change}`),
  };
}

process.exitCode = main(process.argv.slice(2));
