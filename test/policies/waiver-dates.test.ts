import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ending, everyWaiver, LONGEST_DAYS, NOTICE_DAYS } from "./waiver-dates";

const today = new Date().toISOString().slice(0, 10);
const waiver = { what: "safe for a thing", file: "test/waivers.ts", owner: "platform", until: "2027-06-01" };
const later = { ...waiver, what: "safe for another", until: "2027-06-02" };

describe("the waivers that there are", () => {
  it("have a day to come", () => {
    expect(ending(everyWaiver, today, 0)).toEqual([]);
  });

  it("have a day that is no more than fourteen months away", () => {
    const endless = everyWaiver.filter((one) => ending([one], today, LONGEST_DAYS).length === 0);
    expect(endless).toEqual([]);
  });

  it("are told of by every run of the checks before they end", () => {
    const run = readFileSync(join(__dirname, "../../.ci/run"), "utf8");
    expect(run).toContain("test/policies/waiver-notices.ts");
  });
});

describe("a waiver that ends", () => {
  it("is told of for two months, with what to do, and the first to end is the first", () => {
    expect(ending([later, waiver], "2027-04-02", NOTICE_DAYS)).toEqual([
      "the waiver of safe for a thing ends on 2027-06-01: platform reads its reason, takes it out of test/waivers.ts and " +
        "runs the tests; where they still need it, it gets another day (runbooks/policies.md)",
    ]);
    expect(ending([later, waiver], "2027-04-03", NOTICE_DAYS)).toEqual([
      expect.stringContaining("safe for a thing"),
      expect.stringContaining("safe for another"),
    ]);
  });

  it("is told of no earlier", () => {
    expect(ending([waiver], "2027-04-01", NOTICE_DAYS)).toEqual([]);
  });

  it("has ended on its day", () => {
    expect(ending([waiver], "2027-05-31", 0)).toEqual([]);
    expect(ending([waiver], "2027-06-01", 0)).toEqual([expect.stringContaining(" ended on 2027-06-01: ")]);
  });
});
