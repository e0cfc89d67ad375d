import { join } from "node:path";
import { toMatchFile } from "jest-file-snapshot";
import { waivers as chartWaivers } from "../chart/waivers";
import { policyPage, stateOf } from "./page";
import type { Row } from "./row";
import { sections } from "./rows";
import type { Rule } from "./rule";
import { rules } from "./rules";
import { upstreamWaivers } from "./upstream/waivers";
import { waivers } from "./waivers";

expect.extend({ toMatchFile });

/** After a change of rows, rules or waivers run `npm test -- -u`. */
it("is what the runbook shows", () => {
  const page = policyPage({ sections, rules, waivers, chartWaivers, upstreamWaivers });
  expect(page).toMatchFile(join(__dirname, "..", "..", "runbooks", "policies.md"));
});

describe("the state of a row", () => {
  const row: Row = { id: "V1", severity: "block", title: "All is well", upstream: [] };
  const rule: Rule = {
    id: "well",
    rows: ["V1"],
    title: "All is well",
    upstream: [],
    appliesTo: () => true,
    check: () => [],
    mutants: () => [],
  };
  const waiver = { rule: "well", address: "*", reason: "because", owner: "platform", until: "2027-01-01" };

  it("says whether a rule holds it, with how many exceptions, or why none needs to", () => {
    expect(stateOf(row, { rules: [rule], waivers: [] })).toBe("holds");
    expect(stateOf(row, { rules: [rule], waivers: [waiver] })).toBe("holds, 1 waiver");
    expect(stateOf({ ...row, notApplicable: "no nodes" }, { rules: [rule], waivers: [] })).toBe(
      "holds in part",
    );
    expect(stateOf({ ...row, notApplicable: "no nodes" }, { rules: [], waivers: [] })).toBe("does not apply");
  });
});
