import { prod } from "../../environments/prod";
import { judge } from "./judgement";
import { each, withValues } from "./mutants";
import { mutationScore } from "./mutation";
import { type Platform, type PlatformResource, resources } from "./platform";
import type { Rule } from "./rule";

const thing = (name: string, safe: boolean): PlatformResource => ({
  address: `aws_thing.${name}`,
  type: "aws_thing",
  name,
  arguments: { safe },
  stack: "data",
});

const platform: Platform = {
  environment: prod,
  outputs: new Map(),
  resources: new Map([["aws_thing", [thing("bad", false), thing("good", true)]]]),
};

const rule: Rule = {
  id: "safe",
  rows: ["V1"],
  title: "Every thing is safe",
  upstream: [],
  appliesTo: () => true,
  check: (subject) =>
    resources(subject, "aws_thing")
      .filter(({ arguments: block }) => block.safe !== true)
      .map(({ address }) => ({ address, problem: "is not safe" })),
  mutants: (subject) => each(subject, { type: "aws_thing", name: "unsafe" }, (block) => delete block.safe),
};

const waiver = {
  rule: "safe",
  address: "aws_thing.bad",
  reason: "because",
  owner: "platform",
  until: "2027-01-31",
};

describe("a waiver", () => {
  const judged = (today: string, address = waiver.address) =>
    judge(rule, { platforms: [platform], waivers: [{ ...waiver, address }], today });

  it("accepts what it names until its day", () => {
    expect(judged("2027-01-30")).toMatchObject([{ address: "aws_thing.bad", waiver: { reason: "because" } }]);
  });

  it("accepts nothing from its day on", () => {
    expect(judged("2027-01-31")).toMatchObject([{ address: "aws_thing.bad", waiver: undefined }]);
  });

  it("accepts whatever begins like an address with a star", () => {
    expect(judged("2027-01-30", "aws_thing.b*")).toMatchObject([{ waiver: { owner: "platform" } }]);
    expect(judged("2027-01-30", "aws_thing.g*")).toMatchObject([{ waiver: undefined }]);
  });
});

describe("the score of mutants", () => {
  it("counts what can still be broken, and finds no survivor where the rule sees all", () => {
    expect(mutationScore(rule, platform)).toEqual({ mutants: 1, survivors: [] });
  });

  it("does not count what is said of something else", () => {
    const first = resources(platform, "aws_thing")[1];
    const mutants: Rule["mutants"] = (subject) =>
      first ? withValues(subject, first, { path: "safe", values: [false] }) : [];
    const astray: Rule = { ...rule, mutants };
    expect(mutationScore(astray, platform).survivors).toEqual(["aws_thing.good with safe = false"]);
    const check: Rule["check"] = (subject) =>
      rule.check(subject).map(({ address }) => ({ address, problem: "safe is false, expected true" }));
    expect(mutationScore({ ...astray, check }, platform).survivors).toEqual([]);
  });

  it("names what a rule overlooks", () => {
    const blind: Rule = { ...rule, check: () => [] };
    expect(mutationScore(blind, platform).survivors).toEqual([
      "aws_thing.bad unsafe",
      "aws_thing.good unsafe",
    ]);
  });
});
