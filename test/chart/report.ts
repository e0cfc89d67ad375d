import type { ReleaseResult } from "./suite";
import { type TrapResult, trapResults } from "./traps";
import type { Waiver } from "./waivers";

/** How many assertions held, and how many did not; a chart that does not render counts as one that failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Charts that could not be had. */
  readonly skipped: readonly string[];
  /** Waivers for problems that no longer occur; each counts as a failure. */
  readonly needless: readonly Waiver[];
  /** One for each trap; one that nothing looked at counts as a failure. */
  readonly traps: readonly TrapResult[];
}

/** One line for a release, and below it what failed. */
export function report(label: string, { release, notes, outcome }: ReleaseResult): string[] {
  const { stack, name, namespace, chart } = release;
  const pin = chart.kind === "upstream" ? `${chart.name} ${chart.version}` : "local chart";
  const line = `${label}: ${stack}, release ${namespace}/${name} (${[pin, ...notes].join(", ")}): `;
  if (outcome.kind === "skipped") return [`${line}skipped, ${outcome.reason}`];
  if (outcome.kind === "failed") return [`${line}not rendered`, `  ${outcome.message}`];
  const failed = outcome.results.filter(({ problems }) => problems.length > 0);
  const waived = outcome.results.filter(({ waivers }) => waivers.length > 0);
  return [
    line +
      [
        `${outcome.results.length - failed.length} passed`,
        ...(failed.length ? [`${failed.length} failed`] : []),
        ...(waived.length ? [`${waived.length} with a waiver`] : []),
      ].join(", "),
    ...failed.flatMap((result) => [
      `  not true: ${result.name}`,
      ...result.problems.map((problem) => `    ${problem}`),
    ]),
  ];
}

/** The sums over every release. */
export function count(results: readonly ReleaseResult[], waivers: readonly Waiver[]): Counts {
  const assertions = results.flatMap(({ outcome }) => (outcome.kind === "checked" ? outcome.results : []));
  const failed = assertions.filter(({ problems }) => problems.length > 0).length;
  const broken = results.filter(({ outcome }) => outcome.kind === "failed").length;
  const skipped = results.flatMap(({ release: { chart }, outcome }) =>
    outcome.kind === "skipped" && chart.kind === "upstream" ? [`${chart.name} ${chart.version}`] : [],
  );
  const used = assertions.flatMap((assertion) => assertion.waivers);
  // What was not looked at may still need its waiver, and may still avoid its trap.
  const whole = skipped.length === 0 && broken === 0;
  const needless = whole ? waivers.filter((waiver) => !used.includes(waiver)) : [];
  const traps = trapResults(results);
  const unseen = whole ? traps.filter(({ outcome }) => outcome === "not looked at") : [];
  return {
    passed: assertions.length - failed,
    failed: failed + broken + needless.length + unseen.length,
    skipped: [...new Set(skipped)].sort(),
    needless,
    traps,
  };
}
