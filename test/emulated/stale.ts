import { ARTEFACTS, type Exception, explains } from "./artefacts";
import { LEFTOVERS, type Leftover } from "./leftovers";
import { GUARDS } from "./protection";
import { isOlder, MEASURED_WITH, RULES, type Rule } from "./rewrite";
import type { Difference } from "./support/plan";

/** What a life used of the lists that must neither grow unnoticed nor outlive their reasons. */
export interface LifeRecord {
  readonly usedRules: readonly string[];
  /** Of the plan that takes the guards away; none where nothing is protected. */
  readonly lifted: readonly Difference[];
  /** Of second plans. */
  readonly differences: readonly Difference[];
  /** Inventory lines. */
  readonly leftovers: readonly string[];
}

/** The written lists of what is not tested as it ships. */
interface Lists {
  readonly rules: readonly Pick<Rule, "name">[];
  readonly guards: readonly Exception[];
  readonly artefacts: readonly Exception[];
  readonly leftovers: readonly Pick<Leftover, "item">[];
}

const LISTS: Lists = { rules: RULES, guards: GUARDS, artefacts: ARTEFACTS, leftovers: LEFTOVERS };

/** Entries that no life needed, by file and name. */
export function staleEntries(
  lives: readonly LifeRecord[],
  { rules, guards, artefacts, leftovers }: Lists = LISTS,
): string[] {
  const used = new Set(lives.flatMap(({ usedRules }) => usedRules));
  const left = lives.flatMap((life) => life.leftovers);
  const differences = lives.flatMap((life) => life.differences);
  const lifted = lives.flatMap((life) => life.lifted);
  return [
    ...rules.filter(({ name }) => !used.has(name)).map(({ name }) => `rewrite.ts: ${name}`),
    ...unneeded(guards, lifted).map((name) => `protection.ts: ${name}`),
    ...unneeded(artefacts, differences).map((name) => `artefacts.ts: ${name}`),
    ...leftovers
      .filter(({ item }) => !left.some((line) => line.startsWith(item)))
      .map(({ item }) => `leftovers.ts: ${item}`),
  ];
}

function unneeded(exceptions: readonly Exception[], differences: readonly Difference[]): string[] {
  return exceptions
    .filter(({ since }) => since === undefined || !isOlder(MEASURED_WITH, since))
    .filter((exception) => !differences.some((difference) => explains(exception, difference)))
    .map(({ type, attribute }) => `${type}.${attribute}`);
}
