import { alerts } from "../../constructs/alert-rules";
import { recordingRules } from "./rule-book";
import { recordings, scenarios } from "./scenarios";
import { alertTest, type PromtoolFile, recordingTest } from "./test-file";

/** A rule, and what is known about it. */
export interface Subject {
  readonly name: string;
  readonly expr: string;
  readonly cases: readonly {
    readonly when: string;
    /** The test of this case, with another expression instead of the rule's own. */
    file(expr: string): PromtoolFile;
  }[];
}

/** Every rule with scenarios. */
export const subjects: readonly Subject[] = [
  ...recordings.flatMap(({ record, cases }) =>
    recordingRules
      .filter((rule) => rule.record === record)
      .map((rule) => ({
        name: record,
        expr: rule.expr,
        cases: cases.map((each) => ({
          when: each.when,
          file: (expr: string) => recordingTest({ ...rule, expr }, each),
        })),
      })),
  ),
  ...scenarios.flatMap(({ alert, fires, silent = [] }) =>
    alerts
      .filter((rule) => rule.alert === alert)
      .map((rule) => ({
        name: alert,
        expr: rule.expr,
        cases: [...fires, ...silent].map((each) => ({
          when: each.when,
          file: (expr: string) => alertTest({ ...rule, expr }, each),
        })),
      })),
  ),
];

/** What is wrong between the rules and their scenarios: promtool is content with a scenario of an alert that does not exist,
 *  and does not miss one. */
export function nameProblems(): string[] {
  const rules = [...recordingRules.map(({ record }) => record), ...alerts.map(({ alert }) => alert)];
  const tested = [...recordings.map(({ record }) => record), ...scenarios.map(({ alert }) => alert)];
  return [
    ...rules
      // Constants, which test/constructs/alert-rules.test.ts knows.
      .filter((name) => !tested.includes(name) && !name.startsWith("langfuse:limit:"))
      .map((name) => `rule '${name}' has no scenario; add it to test/rules/scenarios`),
    ...tested
      .filter((name) => !rules.includes(name))
      .map((name) => `there is no rule '${name}'; remove its scenarios`),
    ...tested
      .filter((name, index) => tested.indexOf(name) < index)
      .map((name) => `the scenarios of '${name}' are in two places; join them`),
  ];
}
