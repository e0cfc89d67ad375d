import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { changed, environmentOf, object, problemsOf, releaseOf } from "../../fixtures";
import type { KubernetesObject } from "../../kubernetes";
import { podsOf } from "../../selectors";
import { linkedAlerts, openSelectors, unmangledRules } from "./prometheus";
import { foundTargets } from "./targets";

const MONITORING = "monitoring.coreos.com/v1";

const app = object("apps/v1", "Deployment", {
  spec: {
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", ports: [{ containerPort: 9100 }] }] },
    },
  },
});
const service = object("v1", "Service", {
  metadata: { name: "web", namespace: "langfuse", labels: { app: "web" } },
  spec: { ports: [{ name: "metrics", port: 9100 }] },
});
const podMonitor = object(MONITORING, "PodMonitor", {
  spec: {
    namespaceSelector: { matchNames: ["langfuse"] },
    selector: { matchLabels: { app: "web" } },
    podMetricsEndpoints: [{ portNumber: 9100 }],
  },
});
const serviceMonitor = object(MONITORING, "ServiceMonitor", {
  spec: { selector: { matchLabels: { app: "web" } }, endpoints: [{ port: "metrics" }] },
});

describe("every monitor finds what it asks", () => {
  const said = (monitor: KubernetesObject) => problemsOf(foundTargets, [app, service, monitor]);

  it("holds for pods and Services that are there", () => {
    expect([...said(podMonitor), ...said(serviceMonitor)]).toEqual([]);
  });

  it.each([
    [
      "labels that no pod has",
      changed(podMonitor, "spec.selector.matchLabels", { app: "site" }),
      "PodMonitor thing selects no pod that a release starts",
    ],
    [
      "another namespace than the pods'",
      changed(podMonitor, "spec.namespaceSelector.matchNames", ["clickhouse"]),
      "PodMonitor thing selects no pod that a release starts",
    ],
    [
      "a port that no container opens",
      changed(podMonitor, "spec.podMetricsEndpoints.0.portNumber", 9363),
      "PodMonitor thing asks port 9363, which Deployment thing does not open",
    ],
    [
      "labels that no Service has",
      changed(serviceMonitor, "spec.selector.matchLabels", { app: "site" }),
      "ServiceMonitor thing selects no Service that a release makes",
    ],
    [
      "a port that the Service does not name",
      changed(serviceMonitor, "spec.endpoints.0.port", "http"),
      "ServiceMonitor thing asks port 'http', and the Services have metrics",
    ],
  ])("notices %s", (_, monitor, problem) => {
    expect(said(monitor)).toEqual([problem]);
  });

  it("leaves open what may stand in a chart that could not be had", () => {
    const release = releaseOf([podMonitor]);
    expect(foundTargets.problems(release, { ...environmentOf([release]), complete: false })).toEqual([]);
  });
});

describe("Prometheus", () => {
  const prometheus = object(MONITORING, "Prometheus", {
    spec: { serviceMonitorSelector: {}, podMonitorSelector: {}, probeSelector: {}, ruleSelector: {} },
  });

  it("takes every object, or the test says which it ignores", () => {
    expect(problemsOf(openSelectors, [prometheus])).toEqual([]);
    const closed = changed(prometheus, "spec.probeSelector", { matchLabels: { release: "a" } });
    expect(problemsOf(openSelectors, [closed])).toEqual([
      'its probeSelector is {"matchLabels":{"release":"a"}}; want {}',
    ]);
  });

  it("is known by the pod that the operator makes of it", () => {
    const release = releaseOf([prometheus]);
    expect(podsOf(environmentOf([release]))).toMatchObject([
      {
        owner: "Prometheus thing",
        labels: { "app.kubernetes.io/name": "prometheus", prometheus: "thing" },
        spec: { containers: [{ name: "prometheus", securityContext: { readOnlyRootFilesystem: true } }] },
      },
    ]);
  });
});

describe("rules", () => {
  const folder = join(__dirname, "..", "..", "..", "..", "charts-values", "alerts");
  const groups = readdirSync(folder).flatMap(
    (file) => parse(readFileSync(join(folder, file), "utf8")).groups,
  );
  const shipped = object(MONITORING, "PrometheusRule", { spec: { groups } });

  it("arrive as their files say them, or the test says which does not", () => {
    expect(problemsOf(unmangledRules, [shipped])).toEqual([]);
    const evaluated = JSON.parse(JSON.stringify(shipped).replaceAll("{{ $labels.pod }}", ""));
    expect(problemsOf(unmangledRules, [evaluated]).length).toBeGreaterThan(0);
    expect(problemsOf(unmangledRules, [changed(shipped, "spec.groups.0.rules.0.expr", "vector(0)")])).toEqual(
      [expect.stringMatching(/^\S+\.yaml: a rule arrives changed, or not at all: /)],
    );
    expect(problemsOf(unmangledRules, [changed(shipped, "spec.groups.0.name", "other")])).toEqual([
      expect.stringMatching(/^\S+\.yaml: no PrometheusRule has the group '/),
    ]);
  });

  it("tell where to go, or the test says which alert does not", () => {
    const alert = { alert: "Thing", annotations: { runbook_url: "https://example.com", dashboard_url: "" } };
    const rule = object(MONITORING, "PrometheusRule", { spec: { groups: [{ rules: [alert] }] } });
    expect(problemsOf(linkedAlerts, [rule])).toEqual(["PrometheusRule thing: Thing has no dashboard_url"]);
  });
});
