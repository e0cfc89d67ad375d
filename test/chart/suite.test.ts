import { assertions } from "./assertions";
import { databaseAddress } from "./assertions/langfuse/stores";
import { releaseOf, sound } from "./fixtures";
import { count, report } from "./report";
import { type AssertionResult, type ReleaseResult, renders } from "./suite";
import { trapResults, traps } from "./traps";
import { type Waiver, waive } from "./waivers";

const release = releaseOf(Object.values(sound));
const waiver: Waiver = {
  assertion: "all is well",
  release: "langfuse",
  problem: /^Pod a:/,
  reason: "because",
  owner: "platform",
  until: "2027-01-31",
};

describe("a waiver", () => {
  const context = { assertion: "all is well", release, waivers: [waiver], today: "2027-01-30" };

  it("accepts nothing from its day on", () => {
    const later = { ...context, today: "2027-01-31" };
    expect(waive(["Pod a: x"], later)).toEqual({ open: ["Pod a: x"], used: [] });
  });

  it("accepts the problems that it describes, and no other", () => {
    expect(waive(["Pod a: x", "Pod b: x"], context)).toEqual({ open: ["Pod b: x"], used: [waiver] });
  });

  it("holds for one assertion of one release", () => {
    expect(waive(["Pod a: x"], { ...context, assertion: "another" })).toEqual({
      open: ["Pod a: x"],
      used: [],
    });
    const other = { ...release, name: "other" };
    expect(waive(["Pod a: x"], { ...context, release: other })).toEqual({ open: ["Pod a: x"], used: [] });
  });
});

const checked: ReleaseResult = {
  release,
  notes: ["from a folder"],
  outcome: {
    kind: "checked",
    results: [
      { name: "one", problems: [], waivers: [waiver] },
      { name: "two", problems: ["Pod b: x"], waivers: [] },
    ],
  },
};
const failed: ReleaseResult = { release, notes: [], outcome: { kind: "failed", message: "no template" } };
const skipped: ReleaseResult = {
  release,
  notes: [],
  outcome: { kind: "skipped", reason: "no connection" },
};

describe("the report", () => {
  it("has a line per release, and what is not true below it", () => {
    expect([checked, failed, skipped].flatMap((result) => report("prod", result))).toEqual([
      "prod: prod-langfuse, release langfuse/langfuse (langfuse 2.0.0, from a folder): 1 passed, 1 failed, 1 with a waiver",
      "  not true: two",
      "    Pod b: x",
      "prod: prod-langfuse, release langfuse/langfuse (langfuse 2.0.0): not rendered",
      "  no template",
      "prod: prod-langfuse, release langfuse/langfuse (langfuse 2.0.0): skipped, no connection",
    ]);
  });

  it("counts a chart that does not render, and a waiver that nobody needs, as failures", () => {
    expect(count([checked, failed], [waiver])).toMatchObject({
      passed: 1,
      failed: 2,
      skipped: [],
      needless: [],
    });
    expect(count([failed, skipped], [])).toMatchObject({ passed: 0, failed: 1, skipped: ["langfuse 2.0.0"] });
    const unwaived = { ...checked, outcome: { kind: "checked", results: [] } } as const;
    expect(count([unwaived], [waiver])).toMatchObject({ failed: traps.length + 1, needless: [waiver] });
  });

  it("keeps a waiver for a chart that was not looked at", () => {
    expect(count([skipped], [waiver])).toMatchObject({ failed: 0, needless: [] });
  });
});

describe("the table of traps", () => {
  const resultOf = (...results: AssertionResult[]): ReleaseResult => ({
    ...checked,
    outcome: { kind: "checked", results },
  });
  const line = (result: AssertionResult) => trapResults([resultOf(result)])[0]?.line;
  const database = databaseAddress.name;

  it("says of each what the run says of its assertion", () => {
    expect(line({ name: database, problems: [], waivers: [] })).toMatch(
      /^trap 1, avoided: the chart's postgresql.port/,
    );
    expect(line({ name: database, problems: ["x"], waivers: [] })).toMatch(/^trap 1, not avoided/);
    expect(line({ name: "another", problems: [], waivers: [] })).toMatch(/^trap 1, not looked at/);
  });

  it("looks at the chart that sets the trap, not at others", () => {
    const other = releaseOf([]);
    const keda = { ...other, chart: { ...other.chart, name: "keda" } };
    const result = { ...resultOf({ name: database, problems: [], waivers: [] }), release: keda };
    expect(trapResults([result])[0]?.outcome).toBe("not looked at");
  });

  it("has an assertion of the suite for each of the 25", () => {
    const names = [renders, ...assertions.map(({ name }) => name)];
    expect(traps).toHaveLength(25);
    expect(traps.map(({ assertion }) => assertion.name).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("counts a trap that nothing looked at as a failure, unless a chart was missing", () => {
    const one = resultOf({ name: database, problems: [], waivers: [] });
    const seen = traps.filter(({ assertion }) => assertion.name === database).length;
    expect(count([one], []).failed).toBe(traps.length - seen);
    expect(count([one, skipped], []).failed).toBe(0);
  });
});
