import { join } from "node:path";
import { alertLimits, type RecordingRule } from "../../constructs/alert-limits";
import { type AlertRulesProps, type RuleGroup, ruleFiles } from "../../constructs/alert-rules";

const FOLDER = join(__dirname, "..", "..", "charts-values", "alerts");

/** Of the files that ship. */
export const rulePaths: readonly string[] = Object.keys(ruleFiles).map((name) =>
  join(FOLDER, `${name}.yaml`),
);

export const ruleGroups: readonly RuleGroup[] = Object.values(ruleFiles).flatMap(({ groups }) => groups);

/** Three replicas with 8 GiB for each server, 100 GiB of storage in Postgres and 400 connections. */
export const sampleEnvironment: AlertRulesProps = {
  limits: {
    clickhouse: { replicas: 3, keepers: 3, memoryGib: 10 },
    postgres: { storageGib: 100, maxConnections: 400 },
    clientSecrets: [
      {
        application: "Langfuse",
        provider: "entra-id",
        secretArn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/entra-id-AbCdEf",
        expires: "2027-03-01",
      },
    ],
  },
  repository: "example/langfuse-aws",
  grafanaUrl: "https://grafana.example.com",
};

/** Of the files, and the limits of {@link sampleEnvironment}. */
export const recordingRules: readonly RecordingRule[] = [
  ...alertLimits(sampleEnvironment.limits),
  ...ruleGroups.flatMap(({ rules }) => rules.filter((rule) => "record" in rule)),
];

/** The recordings that an expression reads, directly or through others, each after those that it reads itself.
 *  @param given recordings whose values a scenario states itself */
export function recordingsBehind(expr: string, given: readonly string[]): RecordingRule[] {
  const needed = new Set<string>();
  const collect = (text: string) => {
    for (const name of text.match(/langfuse:[\w:]+/g) ?? [])
      if (!needed.has(name) && !given.includes(name)) {
        needed.add(name);
        collect(recordingRules.find(({ record }) => record === name)?.expr ?? "");
      }
  };
  collect(expr);
  return recordingRules.filter(({ record }) => needed.has(record));
}
