import type { Platform } from "./platform";
import type { Finding, Rule } from "./rule";

/** How a rule stood the test of its mutants. */
export interface MutationScore {
  readonly mutants: number;
  /** Names of those that the rule did not notice. */
  readonly survivors: readonly string[];
}

/** Breaks one resource of a platform after the other, and asks the rule each time. A mutant is noticed when the rule
 *  says something that it did not say before. */
export function mutationScore({ check, mutants }: Rule, platform: Platform): MutationScore {
  const before = new Set(check(platform).map(asText));
  const all = mutants(platform);
  return {
    mutants: all.length,
    survivors: all
      .filter((mutant) => check(mutant.platform).every((finding) => before.has(asText(finding))))
      .map(({ name }) => name),
  };
}

function asText({ address, problem }: Finding): string {
  return `${address}: ${problem}`;
}
