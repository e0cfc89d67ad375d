import { alertRules } from "../../constructs/alert-rules";

/** Names of the series that rules record, and of the environment's limits. */
export function recorded(): string[] {
  const files = alertRules({
    limits: {
      clickhouse: { replicas: 3, keepers: 3, memoryGib: 16 },
      postgres: { storageGib: 100, maxConnections: 400 },
    },
    repository: "example/langfuse-aws",
    grafanaUrl: "https://grafana.example.com",
  });
  return Object.values(files).flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.flatMap((rule) => ("record" in rule ? [rule.record] : []))),
  );
}
