import { ARTEFACTS, unexplained } from "../artefacts";
import { unexpected } from "../leftovers";
import { staleEntries } from "../stale";
import type { Difference } from "../support/plan";

const artefact = { type: "aws_db_instance", attribute: "insights", reason: "not echoed" };
const difference = (changes: Partial<Difference>): Difference => ({
  address: "aws_db_instance.main",
  type: "aws_db_instance",
  action: "update",
  attribute: "insights",
  ...changes,
});
const life = { usedRules: [], liftedGuards: [], differences: [], leftovers: [] };
const lists = {
  rules: [{ name: "rule" }],
  guards: [{ type: "aws_lb", argument: "guard" }],
  artefacts: [artefact],
  leftovers: [{ item: "aws_db_snapshot langfuse" }],
};

describe("artefacts", () => {
  it("explain an update of their attribute", () => {
    expect(unexplained([difference({})], [artefact])).toEqual([]);
  });

  it.each<Partial<Difference>>([
    { attribute: "storage" },
    { type: "aws_rds_cluster" },
    { action: "delete+create" },
    { action: "delete", attribute: "" },
  ])("do not explain %p", (changes) => {
    expect(unexplained([difference(changes)], [artefact])).toHaveLength(1);
  });

  it("have a reason each, and are listed once", () => {
    expect(ARTEFACTS.filter(({ reason }) => reason.length < 20)).toEqual([]);
    const names = ARTEFACTS.map(({ type, attribute }) => `${type}.${attribute}`);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe("stale entries", () => {
  it("are those that no life needed", () => {
    expect(staleEntries([life], lists)).toEqual([
      "rewrite.ts: rule",
      "protection.ts: aws_lb.guard",
      "artefacts.ts: aws_db_instance.insights",
      "leftovers.ts: aws_db_snapshot langfuse",
    ]);
  });

  it("are not those that one life of several needed", () => {
    const lives = [
      { ...life, usedRules: ["rule"], leftovers: ["aws_db_snapshot langfuse-prod-final"] },
      { ...life, liftedGuards: ["aws_lb.guard"], differences: [difference({})] },
    ];
    expect(staleEntries(lives, lists)).toEqual([]);
  });
});

describe("leftovers", () => {
  it("explain what starts as they do, and nothing else", () => {
    const items = ["aws_db_snapshot langfuse-prod-final-sg-1", "aws_db_instance langfuse-prod"];
    expect(unexpected(items, [{ item: "aws_db_snapshot langfuse-", reason: "" }])).toEqual([
      "aws_db_instance langfuse-prod",
    ]);
  });
});
