import { waivers as chartWaivers } from "../chart/waivers";
import { upstreamWaivers } from "./upstream/waivers";
import { waivers } from "./waivers";

/** A waiver of any of the three lists, as far as its day is concerned. */
export interface Dated {
  /** What it accepts. */
  readonly what: string;
  /** Where it stands. */
  readonly file: string;
  readonly owner: string;
  /** As `YYYY-MM-DD`. */
  readonly until: string;
}

/** Days for which every run of the checks says that a waiver is about to end. */
export const NOTICE_DAYS = 60;

/** Days that a waiver may last: a year, and time to come to it. */
export const LONGEST_DAYS = 426;

/** Every waiver that there is. */
export const everyWaiver: readonly Dated[] = [
  ...waivers.map((waiver) => ({
    ...waiver,
    what: `${waiver.rule} for ${waiver.address}`,
    file: "test/policies/waivers.ts",
  })),
  ...chartWaivers.map((waiver) => ({
    ...waiver,
    what: `'${waiver.assertion}' for the release ${waiver.release}`,
    file: "test/chart/waivers.ts",
  })),
  ...upstreamWaivers.map((waiver) => ({
    ...waiver,
    what: `${waiver.ids.join(", ")} for ${waiver.address}`,
    file: "test/policies/upstream/waivers.ts",
  })),
];

/** What is to be done about waivers that have ended, or will within some days: a sentence for each, the first to end first.
 *  @param today as `YYYY-MM-DD` */
export function ending(all: readonly Dated[], today: string, days: number): string[] {
  return [...all]
    .sort((a, b) => a.until.localeCompare(b.until))
    .filter(({ until }) => daysBetween(today, until) <= days)
    .map(({ what, file, owner, until }) => {
      const verb = until > today ? "ends" : "ended";
      return (
        `the waiver of ${what} ${verb} on ${until}: ${owner} reads its reason, takes it out of ${file} and runs the tests; ` +
        `where they still need it, it gets another day (runbooks/policies.md)`
      );
    });
}

function daysBetween(today: string, day: string): number {
  return (Date.parse(day) - Date.parse(today)) / 86_400_000;
}
