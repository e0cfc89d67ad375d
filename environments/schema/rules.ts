import { alertingRules } from "./alerting-rules";
import { clickhouseRules } from "./clickhouse";
import { clusterRules } from "./cluster";
import { dataRules } from "./data";
import { disasterRecoveryRules } from "./disaster-recovery";
import { edgeRules } from "./edge";
import { grafanaRules } from "./grafana-rules";
import type { Environment } from "./index";
import { langfuseRules } from "./langfuse-rules";
import { licenseRules } from "./license-rules";
import { maskingRules } from "./masking-rules";
import { networkRules } from "./network";
import { observabilityRules } from "./observability";
import type { Problem } from "./report";
import { signInRules } from "./sign-in-rules";

/** A relation between fields of one environment, which no type can express. */
export type Rule = (environment: Environment) => Iterable<Problem>;

/** Every relation that holds in every environment; what some environments owe beyond them stands in `demands.ts`. */
export const rules: readonly Rule[] = [
  zonesAreInRegion,
  ...networkRules,
  ...edgeRules,
  ...dataRules,
  ...disasterRecoveryRules,
  ...clusterRules,
  ...clickhouseRules,
  ...langfuseRules,
  ...maskingRules,
  ...observabilityRules,
  ...alertingRules,
  ...grafanaRules,
  ...signInRules,
  ...licenseRules,
];

function* zonesAreInRegion({ region, zones }: Environment): Iterable<Problem> {
  for (const [index, zone] of zones.entries())
    if (zone.slice(0, -1) !== region)
      yield { path: ["zones", index], message: `must be a zone of ${region} such as '${region}a'` };
}
