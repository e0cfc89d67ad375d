import { synthesizedStacks } from "../support/platform";
import { type Platform, synthesizedPlatform } from "./platform";
import type { Finding, Rule } from "./rule";
import type { Waiver } from "./waivers";

/** What a rule found, and whether that is known. */
export interface JudgedFinding extends Finding {
  readonly environment: string;
  readonly waiver?: Waiver;
}

/** Everything that contradicts a rule, in every environment that it applies to.
 *  @param today as `YYYY-MM-DD`: whoever asks says which day it is, because a waiver ends on one */
export function judge(
  { id, appliesTo, check }: Rule,
  {
    platforms,
    waivers,
    today,
  }: {
    readonly platforms: readonly Platform[];
    readonly waivers: readonly Waiver[];
    readonly today: string;
  },
): JudgedFinding[] {
  return platforms
    .filter(({ environment }) => appliesTo(environment))
    .flatMap((platform) =>
      check(platform).map((finding) => ({
        ...finding,
        environment: platform.environment.name,
        waiver: waivers.find(
          (waiver) => waiver.rule === id && waiver.until > today && covers(waiver, finding.address),
        ),
      })),
    );
}

/** Whether a waiver is about this resource, or about every one that its address begins. */
export function covers({ address }: Pick<Waiver, "address">, actual: string): boolean {
  return address.endsWith("*") ? actual.startsWith(address.slice(0, -1)) : actual === address;
}

/** Every environment as synthesized. */
export function synthesizedPlatforms(stacks = synthesizedStacks()): Platform[] {
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  return environments.map((environment) =>
    synthesizedPlatform(
      environment,
      stacks.filter((stack) => stack.environment === environment),
    ),
  );
}
