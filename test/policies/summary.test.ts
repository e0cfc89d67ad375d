import { prod } from "../../environments/prod";
import { eachMissing } from "./mutants";
import { type Platform, resources } from "./platform";
import type { Rule } from "./rule";
import { summarize } from "./summary";

const bucket = (name: string) => ({
  address: `aws_s3_bucket.${name}`,
  type: "aws_s3_bucket",
  name,
  arguments: {},
  stack: "data",
});
const platform: Platform = {
  environment: prod,
  outputs: new Map(),
  resources: new Map([["aws_s3_bucket", [bucket("one"), bucket("two")]]]),
};
const rule: Rule = {
  id: "no-two",
  rows: ["S1"],
  title: "There is no second bucket",
  upstream: [],
  appliesTo: () => true,
  check: (subject) =>
    resources(subject, "aws_s3_bucket")
      .filter(({ name }) => name === "two")
      .map(({ address }) => ({ address, problem: "is one too many" })),
  mutants: (subject) => eachMissing(subject, "aws_s3_bucket"),
};
const waiver = {
  rule: "no-two",
  address: "aws_s3_bucket.two",
  reason: "because",
  owner: "platform",
  until: "2027-01-31",
};

const summary = (today: string) => summarize(platform, { rules: [rule], waivers: [waiver], today });

describe("the summary of an environment", () => {
  it("says what a waiver accepts, and what the rules would not notice", () => {
    expect(summary("2027-01-30")).toEqual({
      open: 0,
      lines: [
        "prod: 105 rows, 1 rules, 0 open findings, 1 waived",
        "  waived 1 x no-two (aws_s3_bucket.two) until 2027-01-31: because",
        "  0 of 1 mutants noticed of blocking rules, 0 of 1 mutants noticed of all",
        "  unseen by no-two: no aws_s3_bucket.one",
      ],
    });
  });

  it("counts what no waiver accepts any more, and whether it blocks", () => {
    const { open, lines } = summary("2027-01-31");
    expect(open).toBe(1);
    expect(lines[1]).toBe("  BLOCK  S1 no-two: aws_s3_bucket.two is one too many");
  });
});
