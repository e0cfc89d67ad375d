import { covers } from "../judgement";
import type { Platform } from "../platform";
import type { Row } from "../row";
import { namesElsewhere } from "../rows";
import type { Rule } from "../rule";
import type { UpstreamFinding } from "./report";
import type { UpstreamWaiver } from "./waivers";

/** What we know of rules elsewhere. */
export interface Knowledge {
  readonly platforms: readonly Platform[];
  readonly rules: readonly Rule[];
  readonly rows: readonly Row[];
  readonly waivers: readonly UpstreamWaiver[];
  /** As `YYYY-MM-DD`. */
  readonly today: string;
}

/** What of the findings nobody here knows, as sentences, and the waivers that nothing needed. */
export interface Comparison {
  readonly known: number;
  readonly unknown: readonly string[];
  readonly needless: readonly UpstreamWaiver[];
}

/** Holds findings of others against the pack. A finding is known when a waiver names it, when a rule of the same name
 *  found it, too, and was waived, or when that rule does not apply to the environment. */
export function compare(findings: readonly UpstreamFinding[], knowledge: Knowledge): Comparison {
  const active = knowledge.waivers.filter(({ until }) => until > knowledge.today);
  const used = new Set<UpstreamWaiver>();
  const unknown = findings.filter((finding) => {
    const waiver = active.find((one) => one.ids.includes(finding.id) && covers(one, finding.address));
    if (waiver) used.add(waiver);
    return !waiver && !isFoundHere(finding, knowledge);
  });
  return {
    known: findings.length - unknown.length,
    unknown: [...new Set(unknown.map((finding) => told(finding, knowledge)))],
    needless: knowledge.waivers.filter((waiver) => !used.has(waiver)),
  };
}

function isFoundHere(
  { id, address, environment }: UpstreamFinding,
  { rules, platforms }: Knowledge,
): boolean {
  const namesakes = rules.filter(({ upstream }) => upstream.includes(id));
  return platforms
    .filter((platform) => platform.environment.name === environment)
    .some((platform) =>
      namesakes.some(
        (rule) =>
          !rule.appliesTo(platform.environment) ||
          rule.check(platform).some((finding) => finding.address === address),
      ),
    );
}

function told({ id, title, address, environment }: UpstreamFinding, { rules, rows }: Knowledge): string {
  const held = rows.filter((row) => namesElsewhere(row, rules).includes(id)).map((row) => row.id);
  const remedy =
    held.length > 0
      ? `rows ${held.join(", ")} say that it holds; mend their rules, or waive it in test/policies/upstream/waivers.ts`
      : "no row names it; add it to one, or waive it in test/policies/upstream/waivers.ts";
  return `${id} (${title}) at ${address} of ${environment}: ${remedy}`;
}
