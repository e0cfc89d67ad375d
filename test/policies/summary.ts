import { type JudgedFinding, judge } from "./judgement";
import { type MutationScore, mutationScore } from "./mutation";
import type { Platform } from "./platform";
import { blocks, rows } from "./rows";
import type { Rule } from "./rule";
import type { Waiver } from "./waivers";

/** What became of one environment. */
export interface Summary {
  /** For a person at a terminal. */
  readonly lines: readonly string[];
  /** Findings that no waiver names. */
  readonly open: number;
}

/** Judges one environment by every rule: what contradicts it, by which waiver, and how much the rules would notice. */
export function summarize(
  platform: Platform,
  {
    rules,
    waivers,
    today,
  }: {
    readonly rules: readonly Rule[];
    readonly waivers: readonly Waiver[];
    readonly today: string;
  },
): Summary {
  const judged = rules.flatMap((rule) =>
    judge(rule, { platforms: [platform], waivers, today }).map((finding) => ({ rule, finding })),
  );
  const open = judged.filter(({ finding }) => !finding.waiver);
  const waived = judged.filter(({ finding }) => finding.waiver);
  const applied = rules.filter(({ appliesTo }) => appliesTo(platform.environment));
  const scores = applied.map((rule) => ({ rule, score: mutationScore(rule, platform) }));
  return {
    open: open.length,
    lines: [
      `${platform.environment.name}: ${rows.length} rows, ${applied.length} rules, ${open.length} open findings, ` +
        `${waived.length} waived`,
      ...open.map(({ rule, finding }) => `  ${blocks(rule) ? "BLOCK" : "warn "}  ${told(rule, finding)}`),
      ...waivers.flatMap((waiver) => {
        const accepted = waived.filter(({ finding }) => finding.waiver === waiver);
        return accepted.length > 0 ? [`  waived ${accepted.length} x ${toldOf(waiver)}`] : [];
      }),
      `  ${scoreOf(scores.filter(({ rule }) => blocks(rule)))} of blocking rules, ${scoreOf(scores)} of all`,
      ...scores.flatMap(({ rule, score }) =>
        score.survivors.map((name) => `  unseen by ${rule.id}: ${name}`),
      ),
    ],
  };
}

function told({ id, rows: held }: Rule, { address, problem }: JudgedFinding): string {
  return `${held.join(", ")} ${id}: ${address} ${problem}`;
}

function toldOf({ rule, address, until, reason }: Waiver): string {
  return `${rule} (${address}) until ${until}: ${reason}`;
}

function scoreOf(scores: readonly { readonly score: MutationScore }[]): string {
  const made = scores.reduce((sum, { score }) => sum + score.mutants, 0);
  const survived = scores.reduce((sum, { score }) => sum + score.survivors.length, 0);
  return `${made - survived} of ${made} mutants noticed`;
}
