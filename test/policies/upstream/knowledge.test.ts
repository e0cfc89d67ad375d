import { dev } from "../../../environments/dev";
import { prod } from "../../../environments/prod";
import type { Platform } from "../platform";
import type { Row } from "../row";
import type { Rule } from "../rule";
import { compare, type Knowledge } from "./knowledge";

const rule: Rule = {
  id: "two-zones",
  rows: ["R2"],
  title: "There is a standby",
  upstream: ["CKV_AWS_157"],
  appliesTo: ({ protectData }) => protectData,
  check: () => [{ address: "aws_db_instance.waived", problem: "has no standby" }],
  mutants: () => [],
};
const row: Row = { id: "R2", severity: "block", title: "There is a standby", upstream: [] };
const waiver = {
  ids: ["CKV_AWS_18"],
  address: "aws_s3_bucket.logs",
  reason: "because",
  owner: "platform",
  until: "2027-01-31",
};
const platforms: Platform[] = [prod, dev].map((environment) => ({
  environment,
  outputs: new Map(),
  resources: new Map(),
}));
const knowledge: Knowledge = {
  platforms,
  rules: [rule],
  rows: [row],
  waivers: [waiver],
  today: "2027-01-30",
};

const found = (id: string, address: string, environment = "prod") => ({
  id,
  title: "a title",
  address,
  environment,
});
const bucket = found("CKV_AWS_18", "aws_s3_bucket.logs");

describe("what checkov and Trivy find", () => {
  it("is known when a waiver names it", () => {
    expect(compare([bucket], knowledge)).toEqual({ known: 1, unknown: [], needless: [] });
  });

  it("is unknown from the waiver's day on, and elsewhere", () => {
    expect(compare([bucket], { ...knowledge, today: "2027-01-31" }).unknown).toHaveLength(1);
    expect(compare([found("CKV_AWS_18", "aws_s3_bucket.data"), bucket], knowledge).unknown).toEqual([
      "CKV_AWS_18 (a title) at aws_s3_bucket.data of prod: no row names it; add it to one, or waive it in " +
        "test/policies/upstream/waivers.ts",
    ]);
  });

  it("is known when a rule of that name found it, too", () => {
    expect(compare([found("CKV_AWS_157", "aws_db_instance.waived"), bucket], knowledge)).toMatchObject({
      known: 2,
    });
  });

  it("is known where the rule of that name does not apply", () => {
    expect(compare([found("CKV_AWS_157", "aws_db_instance.any", "dev"), bucket], knowledge)).toMatchObject({
      known: 2,
    });
  });

  it("is a contradiction where that rule says that all is well", () => {
    expect(compare([found("CKV_AWS_157", "aws_db_instance.any"), bucket], knowledge).unknown).toEqual([
      "CKV_AWS_157 (a title) at aws_db_instance.any of prod: rows R2 say that it holds; mend their rules, or waive it " +
        "in test/policies/upstream/waivers.ts",
    ]);
  });
});

it("names a waiver that nothing needs", () => {
  expect(compare([], knowledge).needless).toEqual([waiver]);
});
