import { ARTEFACTS, unexplained } from "../artefacts";
import { LEFTOVERS, unexpected } from "../leftovers";
import { GUARDS } from "../protection";
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
const life = { usedRules: [], lifted: [], differences: [], leftovers: [] };
const lists = {
  rules: [{ name: "rule" }],
  guards: [{ type: "aws_lb", attribute: "guard", reason: "refused" }],
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

  it.each([
    ["artefacts", ARTEFACTS],
    ["guards", GUARDS],
  ])("have a reason each, and are listed once: %s", (_, exceptions) => {
    expect(exceptions.filter(({ reason }) => reason.length < 20)).toEqual([]);
    const names = exceptions.map(({ type, attribute }) => `${type}.${attribute}`);
    expect(names).toEqual([...new Set(names)]);
  });

  it("are so few that each can be explained", () => {
    // Raise a number only together with the entry, and say in the commit why the shim cannot supply it.
    expect(ARTEFACTS).toHaveLength(0);
    expect(LEFTOVERS).toHaveLength(1);
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

  it("are not those of a newer provider than the lists were measured with", () => {
    const guard = { type: "aws_lb", attribute: "guard", since: "99.0.0", reason: "refused" };
    expect(staleEntries([life], { rules: [], guards: [guard], artefacts: [], leftovers: [] })).toEqual([]);
  });

  it("are not those that one life of several needed", () => {
    const lives = [
      { ...life, usedRules: ["rule"], leftovers: ["aws_db_snapshot langfuse-prod-final"] },
      {
        ...life,
        lifted: [difference({ type: "aws_lb", attribute: "guard" })],
        differences: [difference({})],
      },
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
