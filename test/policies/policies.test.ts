import { synthesizedStacks } from "../support/platform";
import type { Platform } from "./rule";
import { rules } from "./rules";
import { waivers } from "./waivers";

const platforms = platformsByEnvironment();
const strictest = platformOf("prod");

describe.each(rules.map((rule) => ({ ...rule, rule })))("$id: $title", ({ rule }) => {
  it("holds in every environment", () => {
    const findings = platforms
      .filter(({ environment }) => rule.appliesTo(environment))
      .flatMap((platform) => rule.check(platform))
      .filter(({ address }) => !isWaived(rule.id, address));
    expect(findings).toEqual([]);
  });

  it.each(rule.mutants)("notices $name", ({ apply }) => {
    const broken: Platform = { ...strictest, stacks: structuredClone(strictest.stacks) };
    expect(apply(broken)).toBe(true);
    expect(rule.check(broken)).not.toEqual([]);
  });
});

it.each(waivers)("still needs the waiver of $rule for $address", ({ rule: id, address, until }) => {
  const rule = rules.find((candidate) => candidate.id === id);
  const findings = platforms.flatMap((platform) => rule?.check(platform) ?? []);
  expect(findings).toContainEqual(expect.objectContaining({ address }));
  expect(until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

it("gives every rule a name of its own", () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

function isWaived(rule: string, address: string): boolean {
  const today = new Date().toISOString();
  return waivers.some((waiver) => waiver.rule === rule && waiver.address === address && waiver.until > today);
}

function platformsByEnvironment(): Platform[] {
  const stacks = synthesizedStacks();
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  return environments.map((environment) => ({
    environment,
    stacks: stacks.filter((stack) => stack.environment === environment).map(({ json }) => json),
  }));
}

function platformOf(name: string): Platform {
  const platform = platforms.find(({ environment }) => environment.name === name);
  if (!platform) throw new Error(`no environment '${name}' was synthesized`);
  return platform;
}
