import { type Platform, withResource } from "./platform";
import type { Finding, Mutant, Rule } from "./rule";

/** How a rule stood the test of its mutants. */
export interface MutationScore {
  readonly mutants: number;
  /** Names of those that the rule did not notice. */
  readonly survivors: readonly string[];
}

/** Breaks one resource of a platform after the other, and asks the rule each time. A mutant is noticed when the rule
 *  says something of it that it did not say before. What violates the rule already, by a waiver, can be broken no more. */
export function mutationScore({ check, mutants, sample = [] }: Rule, platform: Platform): MutationScore {
  const sound = sample.reduce(
    (sum, { type, name, arguments: block }) => withResource(sum, { type, name, block }),
    platform,
  );
  const found = check(sound);
  const before = new Set(found.map(asText));
  const broken = new Set(found.map(({ address }) => address));
  const all = mutants(sound).filter(({ address }) => !broken.has(address));
  return {
    mutants: all.length,
    survivors: all
      .filter(
        (mutant) =>
          !check(mutant.platform).some((finding) => !before.has(asText(finding)) && isAbout(finding, mutant)),
      )
      .map(({ name }) => name),
  };
}

function isAbout({ address, problem }: Finding, { address: broken, found }: Mutant): boolean {
  return found === undefined || (address === broken && problem.startsWith(found));
}

function asText({ address, problem }: Finding): string {
  return `${address}: ${problem}`;
}
