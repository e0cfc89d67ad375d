import type { Assertion } from "../../assertion";
import { linkedAlerts, openSelectors, unmangledRules } from "./prometheus";
import { foundTargets } from "./targets";

/** What makes Prometheus see, and say, what it should. */
export const monitoringAssertions: readonly Assertion[] = [
  foundTargets,
  openSelectors,
  unmangledRules,
  linkedAlerts,
];
