import fs from "node:fs";
import {
  type AlertingRule,
  type AlertRulesProps,
  alertRules,
  alerts,
  problemsOf,
  withoutRunbook,
} from "../../constructs/alert-rules";

const rule: AlertingRule = {
  alert: "QueueOld",
  expr: "up == 0",
  for: "5m",
  labels: { severity: "critical", component: "ingestion" },
  annotations: { summary: "Old", description: "Very old" },
};

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/sso/entra-id-AbCdEf";

const props: AlertRulesProps = {
  limits: {
    clickhouse: { replicas: 3, keepers: 3, memoryGib: 10 },
    postgres: { storageGib: 2, maxConnections: 400 },
    clientSecrets: [
      { application: "Langfuse", provider: "entra-id", secretArn: SECRET, expires: "2027-03-01" },
      { application: "Grafana", provider: "okta", secretArn: SECRET, expires: "never" },
    ],
  },
  repository: "example@12/langfuse-aws@34",
  grafanaUrl: "https://grafana.example.com",
};

const files = alertRules(props);

const rules = Object.values(files).flatMap(({ groups }) => groups.flatMap((group) => group.rules));

it("gives every alert the address of its runbook and of its component's dashboard", () => {
  expect(rules).toContainEqual(
    expect.objectContaining({
      alert: "ClickHouseDataLost",
      annotations: expect.objectContaining({
        runbook_url:
          "https://github.com/example/langfuse-aws/blob/main/runbooks/alerts/ClickHouseDataLost.md",
        dashboard_url: "https://grafana.example.com/d/langfuse-clickhouse",
      }),
    }),
  );
  const unlinked = rules.filter((each) => "alert" in each && !("runbook_url" in each.annotations));
  expect(unlinked).toEqual([]);
});

it("ships every alert of the files, each with its own text", () => {
  expect(rules.filter((each) => "alert" in each).map(({ alert }) => alert)).toEqual(
    alerts.map(({ alert }) => alert),
  );
  for (const { annotations } of alerts) expect(Object.keys(annotations)).toEqual(["summary", "description"]);
});

it("turns the sizes of an environment into series", () => {
  expect(files.limits?.groups).toEqual([
    {
      name: "limits",
      rules: [
        // Four fifths of 10 GiB.
        { record: "langfuse:limit:clickhouse_memory_bytes", expr: "vector(8589934592)" },
        { record: "langfuse:limit:clickhouse_replicas", expr: "vector(3)" },
        { record: "langfuse:limit:keeper_members", expr: "vector(3)" },
        { record: "langfuse:limit:postgres_max_connections", expr: "vector(400)" },
        { record: "langfuse:limit:postgres_storage_bytes", expr: "vector(2147483648)" },
        // Of the two, the one that ends: 2027-03-01T00:00:00Z.
        {
          record: "langfuse:limit:client_secret_expiry_seconds",
          expr: "vector(1803859200)",
          labels: {
            application: "Langfuse",
            provider: "entra-id",
            secret_name: "langfuse-sample/sso/entra-id",
          },
        },
      ],
    },
  ]);
});

it("refuses two alerts of one name, and components that no dashboard shows", () => {
  const stray = { ...rule, alert: "Other", labels: { ...rule.labels, component: "database" } };
  // @ts-expect-error a file can say what the type does not allow
  expect([...problemsOf([rule, rule, stray])]).toEqual([
    "alert 'QueueOld' is defined twice; rename one",
    "alert 'Other' is of component 'database'; use one of constructs/dashboard-links.ts",
  ]);
});

it("names the file to write for an alert without a runbook", () => {
  expect([...withoutRunbook([rule], () => false)]).toEqual([
    "alert 'QueueOld' has no runbook; write runbooks/alerts/QueueOld.md",
  ]);
  expect([...withoutRunbook([rule], (file) => file === "runbooks/alerts/QueueOld.md")]).toEqual([]);
});

it("refuses rules after a runbook was deleted", () => {
  const { existsSync } = fs;
  const deleted = jest
    .spyOn(fs, "existsSync")
    .mockImplementation((path) => !String(path).endsWith("ValkeyDown.md") && existsSync(path));
  try {
    expect(() => alertRules(props)).toThrow(
      "charts-values/alerts cannot be used: alert 'ValkeyDown' has no runbook; write runbooks/alerts/ValkeyDown.md",
    );
  } finally {
    deleted.mockRestore();
  }
});
