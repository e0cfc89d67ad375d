import { alertRules } from "../../constructs/alert-rules";
import { sampleEnvironment } from "../rules/rule-book";

/** Names of the series that rules record, and of the environment's limits. */
export function recorded(): string[] {
  return Object.values(alertRules(sampleEnvironment)).flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : []))),
  );
}
