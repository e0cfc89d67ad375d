import { releaseOf, sound } from "./fixtures";
import { count, report } from "./report";
import type { ReleaseResult } from "./suite";
import { type Waiver, waive } from "./waivers";

const release = releaseOf(Object.values(sound));
const waiver: Waiver = {
  assertion: "all is well",
  release: "langfuse",
  problem: /^Pod a:/,
  reason: "because",
};

describe("a waiver", () => {
  const context = { assertion: "all is well", release, waivers: [waiver] };

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

describe("the report", () => {
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
    expect(count([{ ...checked, outcome: { kind: "checked", results: [] } }], [waiver])).toMatchObject({
      failed: 1,
      needless: [waiver],
    });
  });

  it("keeps a waiver for a chart that was not looked at", () => {
    expect(count([skipped], [waiver])).toMatchObject({ failed: 0, needless: [] });
  });
});
