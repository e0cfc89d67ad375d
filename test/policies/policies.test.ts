import { judge, synthesizedPlatforms } from "./judgement";
import { mutationScore } from "./mutation";
import { rules } from "./rules";
import { waivers } from "./waivers";

const platforms = synthesizedPlatforms();
const today = new Date().toISOString().slice(0, 10);

describe.each(rules.map((rule) => ({ ...rule, rule })))("$id: $title", ({ rule }) => {
  it("holds in every environment", () => {
    const findings = judge(rule, { platforms, waivers, today });
    expect(findings.filter(({ waiver }) => !waiver)).toEqual([]);
  });

  it("notices every way to break it in what is really deployed, wherever it applies", () => {
    const scores = platforms
      .filter(({ environment }) => rule.appliesTo(environment))
      .map((platform) => ({ name: platform.environment.name, ...mutationScore(rule, platform) }));
    expect(scores.filter(({ survivors }) => survivors.length > 0)).toEqual([]);
    // Production has something of everything.
    expect(scores.find(({ name }) => name === "prod")?.mutants).toBeGreaterThan(0);
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
