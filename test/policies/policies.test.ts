import { judge, synthesizedPlatforms } from "./judgement";
import { mutationScore } from "./mutation";
import type { Platform } from "./platform";
import { rules } from "./rules";
import { waivers } from "./waivers";

const platforms = synthesizedPlatforms();
const strictest = platformOf("prod");
const today = new Date().toISOString().slice(0, 10);

describe.each(rules.map((rule) => ({ ...rule, rule })))("$id: $title", ({ rule }) => {
  it("holds in every environment", () => {
    const findings = judge(rule, { platforms, waivers, today });
    expect(findings.filter(({ waiver }) => !waiver)).toEqual([]);
  });

  it("notices every way to break it in what is really deployed", () => {
    const { mutants, survivors } = mutationScore(rule, strictest);
    expect(survivors).toEqual([]);
    expect(mutants).toBeGreaterThan(0);
  });
});

it.each(waivers)("still needs the waiver of $rule for $address, until $until", (waiver) => {
  const rule = rules.find(({ id }) => id === waiver.rule);
  const found = rule ? judge(rule, { platforms, waivers, today }) : [];
  expect(found).toContainEqual(expect.objectContaining({ waiver }));
});

it("gives every rule a name of its own", () => {
  const ids = rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

function platformOf(name: string): Platform {
  const platform = platforms.find(({ environment }) => environment.name === name);
  if (!platform) throw new Error(`no environment '${name}' was synthesized`);
  return platform;
}
