import { ARTEFACTS, type Artefact, explains } from "./artefacts";
import { LEFTOVERS, type Leftover } from "./leftovers";
import { GUARDS, type Guard } from "./protection";
import { RULES, type Rule } from "./rewrite";
import type { Difference } from "./support/plan";

/** What a life used of the lists that must neither grow unnoticed nor outlive their reasons. */
export interface LifeRecord {
  readonly usedRules: readonly string[];
  readonly liftedGuards: readonly string[];
  /** Of second plans. */
  readonly differences: readonly Difference[];
  /** Inventory lines. */
  readonly leftovers: readonly string[];
}

/** The written lists of what is not tested as it ships. */
interface Lists {
  readonly rules: readonly Pick<Rule, "name">[];
  readonly guards: readonly Pick<Guard, "type" | "argument">[];
  readonly artefacts: readonly Artefact[];
  readonly leftovers: readonly Pick<Leftover, "item">[];
}

const LISTS: Lists = { rules: RULES, guards: GUARDS, artefacts: ARTEFACTS, leftovers: LEFTOVERS };

/** Entries that no life needed, by file and name. */
export function staleEntries(
  lives: readonly LifeRecord[],
  { rules, guards, artefacts, leftovers }: Lists = LISTS,
): string[] {
  const used = new Set(lives.flatMap(({ usedRules, liftedGuards }) => [...usedRules, ...liftedGuards]));
  const left = lives.flatMap((life) => life.leftovers);
  const differences = lives.flatMap((life) => life.differences);
  return [
    ...rules.filter(({ name }) => !used.has(name)).map(({ name }) => `rewrite.ts: ${name}`),
    ...guards
      .map(({ type, argument }) => `${type}.${argument}`)
      .filter((guard) => !used.has(guard))
      .map((guard) => `protection.ts: ${guard}`),
    ...artefacts
      .filter((artefact) => !differences.some((difference) => explains(artefact, difference)))
      .map(({ type, attribute }) => `artefacts.ts: ${type}.${attribute}`),
    ...leftovers
      .filter(({ item }) => !left.some((line) => line.startsWith(item)))
      .map(({ item }) => `leftovers.ts: ${item}`),
  ];
}
