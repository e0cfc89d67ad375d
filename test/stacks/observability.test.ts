import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedStack } from "../support/platform";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const { json } = synthesizedStack("prod-observability");

/** What Helm gets beside the file of values. */
function wiringOf(release: string, stack = json): Record<string, unknown> {
  const values = stack.resource?.helm_release?.[release]?.values;
  return JSON.parse(String(Array.isArray(values) ? values[1] : undefined));
}

it("waits for the platform and for nothing that it watches", () => {
  // Its place at the load balancer is the network's.
  const needed = ["prod-cluster", "prod-data", "prod-network", "prod-platform"];
  expect(dependenciesOf("prod-observability")).toEqual(needed);
});

it("installs each chart under the name that alerts and policies know", () => {
  const names = ofType(json, "helm_release").map(({ arguments: { name } }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "kube-prometheus-stack",
      "blackbox-exporter",
      "valkey-exporter",
      "yace",
      "statsd-exporter",
      "scrapes",
    ]),
  );
});

it.each([
  ["dev", 1, "7d", "8GiB"],
  ["prod", 2, "45d", "40GiB"],
])("sizes Prometheus as %s asks", (environment, replicas, retention, retentionSize) => {
  const stack = synthesizedStack(`${environment}-observability`).json;
  expect(wiringOf("kube_prometheus_stack_release", stack)).toMatchObject({
    prometheus: {
      prometheusSpec: {
        replicas,
        retention,
        retentionSize,
        externalLabels: { environment },
        remoteWrite: [],
      },
    },
    alertmanager: { alertmanagerSpec: { replicas } },
  });
});

it("asks CloudWatch, and may ask nothing else", () => {
  const policies = ofType(json, "aws_iam_role_policy");
  expect(policies.map((policy) => statementsOf(policy))).toMatchObject([
    [{ Action: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "tag:GetResources"] }],
  ]);
});

it("reaches Valkey by TLS, with a password that only the pod sees", () => {
  const wiring = wiringOf("valkey_exporter_prometheus_redis_exporter_release");
  expect(wiring).toMatchObject({
    redisAddress: expect.stringMatching(/^rediss:\/\//),
    auth: { enabled: true, redisUser: "langfuse", secret: { name: "valkey-exporter", key: "password-1" } },
  });
  const asked = manifestsOf(json).find(
    ({ kind, metadata }) => kind === "ExternalSecret" && metadata.name === "valkey-exporter",
  );
  expect(asked?.spec).toMatchObject({ data: [{ secretKey: "password-1" }] });
});

it("names the script of the queues by what it holds, so that a change reaches the pod", () => {
  const scripts = manifestsOf(json).filter(({ metadata }) => metadata.name.startsWith("queue-script"));
  expect(scripts.map(({ metadata }) => metadata.name)).toEqual([
    expect.stringMatching(/^queue-script-[0-9a-f]{8}$/),
  ]);
  expect(wiringOf("valkey_exporter_prometheus_redis_exporter_release")).toMatchObject({
    script: { configmap: scripts[0]?.metadata.name },
  });
});

describe("alerts", () => {
  it("are told as the environment says, by receivers whose secrets are files", () => {
    expect(wiringOf("kube_prometheus_stack_release")).toMatchObject({
      alertmanager: {
        config: { route: { receiver: "unrouted" } },
        templateFiles: { "messages.tmpl": expect.stringContaining("langfuse.title") },
        alertmanagerSpec: { secrets: ["alertmanager-receivers"] },
      },
    });
    const names = manifestsOf(json)
      .filter(({ kind }) => kind === "ExternalSecret")
      .map(({ metadata }) => metadata.name);
    expect(names).toContain("alertmanager-receivers");
  });

  it("need no Secret where nobody is told", () => {
    const { json: dev } = synthesizedStack("dev-observability");
    expect(wiringOf("kube_prometheus_stack_release", dev)).toMatchObject({
      alertmanager: { alertmanagerSpec: { secrets: [] } },
    });
    expect(manifestsOf(dev).map(({ metadata }) => metadata.name)).not.toContain("alertmanager-receivers");
  });

  it("link to the runbooks and dashboards that are installed", () => {
    const names = manifestsOf(json).map(({ metadata }) => metadata.name);
    expect(names).toContain("dashboard-langfuse-clickhouse");
    const text = JSON.stringify(wiringOf("kube_prometheus_stack_release"));
    expect(text).toContain("/blob/main/runbooks/alerts/ClickHouseUnavailable.md");
    expect(text).toContain("/d/langfuse-clickhouse");
  });
});

describe("Grafana", () => {
  const values = parse(
    readFileSync(join(__dirname, "../../charts-values/kube-prometheus-stack.yaml"), "utf8"),
  );

  it("is opened by single sign-on and by nothing else, where it is beside Langfuse", () => {
    expect(wiringOf("kube_prometheus_stack_release")).toMatchObject({
      grafana: {
        "grafana.ini": {
          server: { root_url: expect.stringMatching(/^https:\/\/grafana\./) },
          security: { cookie_secure: true },
          "auth.okta": { enabled: true, org_mapping: '["*:1:Viewer","platform:1:Editor"]' },
        },
        envValueFrom: {
          GF_AUTH_OKTA_CLIENT_SECRET: { secretKeyRef: { name: "grafana-sign-in", key: "client-secret" } },
        },
      },
    });
    const names = manifestsOf(json).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual(
      expect.arrayContaining(["ExternalSecret grafana-sign-in", "TargetGroupBinding grafana"]),
    );
  });

  it("asks nobody again who may forward a port, and has no other way in", () => {
    const { json: dev } = synthesizedStack("dev-observability");
    const wiring = wiringOf("kube_prometheus_stack_release", dev);
    expect(wiring).toMatchObject({
      grafana: {
        "grafana.ini": {
          server: { root_url: "http://localhost:3000" },
          "auth.anonymous": { enabled: true, org_role: "Editor" },
        },
      },
    });
    expect(manifestsOf(dev).map(({ kind }) => kind)).not.toContain("TargetGroupBinding");
    expect(JSON.stringify(wiring)).toContain("http://localhost:3000/d/langfuse-clickhouse");
  });

  it("starts: what fetches its files before ends by itself", () => {
    const { datasources, dashboards } = values.grafana.sidecar;
    expect(datasources).toMatchObject({ initDatasources: true, watchMethod: "LIST" });
    expect(dashboards).not.toHaveProperty("initDashboards");
  });

  it("takes no password in any environment, not even to reload", () => {
    expect(values.grafana.sidecar).toMatchObject({
      dashboards: { skipReload: true },
      datasources: { skipReload: true },
    });
    expect(values.grafana["grafana.ini"]).toMatchObject({
      auth: { disable_login_form: true },
      "auth.basic": { enabled: false },
    });
  });
});
