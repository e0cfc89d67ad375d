import fc from "fast-check";
import { defineEnvironment } from "../../environments/schema";
import { arbitraryEnvironment } from "../support/arbitrary-environment";
import { synthesizedNow } from "../support/synthesized-now";
import { judge, synthesizedPlatforms } from "./judgement";
import { rules } from "./rules";
import { waivers } from "./waivers";

/** The day of the waivers is the business of the environments that are deployed. */
const FIRST_DAY = "2026-01-01";

it("whatever the schema accepts synthesizes, and contradicts no policy", () => {
  const property = fc.property(arbitraryEnvironment, (file) => {
    const platforms = synthesizedPlatforms(synthesizedNow([defineEnvironment(file)]));
    const open = rules.flatMap((rule) =>
      judge(rule, { platforms, waivers, today: FIRST_DAY })
        .filter(({ waiver }) => !waiver)
        .map(({ address, problem }) => `${rule.id}: ${address} ${problem}`),
    );
    expect(open).toEqual([]);
  });
  // To make a failing file smaller takes minutes, and its report names the rule and the resource already.
  fc.assert(property, { numRuns: 3, endOnFailure: true });
});
