import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardFiles, dashboards } from "../../charts-values/dashboards";
import { type DashboardSpec, dashboardJson } from "../../charts-values/dashboards/dashboard";
import { LAYOUTS, layouts } from "../../charts-values/dashboards/layout";
import { alerts } from "../../constructs/alert-rules";
import { dashboardOf, dashboardUids } from "../../constructs/dashboard-links";
import { dashboardManifests } from "../../constructs/dashboards";
import { METRICS } from "../../constructs/metrics";
import { GRAFANA_RANGES, selectors } from "./promql";
import { recorded } from "./recorded";

const FOLDER = join(__dirname, "..", "..", "charts-values", "dashboards");

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly uid: string };
  readonly targets: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly datasource: { readonly uid: string };
  }[];
  readonly fieldConfig: { readonly defaults: { readonly unit: string } };
  readonly links?: readonly { readonly url: string }[];
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly editable: boolean;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}

const written = dashboardUids.map(
  (uid): Dashboard => JSON.parse(readFileSync(join(FOLDER, `${uid}.json`), "utf8")),
);
const panels = written.flatMap((dashboard) =>
  dashboard.panels.map((panel) => ({
    ...panel,
    uid: dashboard.uid,
    name: `${dashboard.uid} ${panel.id} ${panel.title}`,
  })),
);
const named = (those: readonly { readonly name: string }[]) => those.map(({ name }) => name);
const expressions = panels.flatMap(({ name, targets }) => targets.map(({ expr }) => ({ name, expr })));

describe("the files", () => {
  it("are what 'npm run dashboards' makes of the TypeScript", () => {
    for (const [file, text] of Object.entries(dashboardFiles()))
      expect(readFileSync(join(FOLDER, file), "utf8")).toBe(text);
    expect(readFileSync(LAYOUTS, "utf8")).toBe(layouts());
  });

  it("are one for each uid that alerts link to", () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual(dashboardUids);
    expect(Math.max(...written.map(({ uid }) => uid.length))).toBeLessThanOrEqual(40);
  });

  it("hold nothing that Terraform would evaluate", () => {
    const texts = dashboardUids.map((uid) => readFileSync(join(FOLDER, `${uid}.json`), "utf8"));
    expect(texts.filter((text) => /[$%]\{/.test(text))).toEqual([]);
  });
});

describe("every panel", () => {
  it("says what it shows, from where on it is bad, and in which unit", () => {
    expect(named(panels.filter(({ title, description }) => !title || description.length < 20))).toEqual([]);
    expect(named(panels.filter(({ fieldConfig }) => !fieldConfig.defaults.unit))).toEqual([]);
  });

  it("asks something, of the data source in the menu", () => {
    const asking = ({ targets, datasource }: Panel) =>
      targets.length > 0 &&
      [datasource, ...targets.map((target) => target.datasource)].every(({ uid }) => uid === "$datasource");
    expect(named(panels.filter((panel) => !asking(panel)))).toEqual([]);
    for (const { templating } of written)
      expect(templating.list).toMatchObject([{ name: "datasource", type: "datasource" }]);
  });

  it("has an id and letters of its own", () => {
    for (const dashboard of written) {
      const ids = dashboard.panels.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { targets } of dashboard.panels)
        expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
  });

  it("has a place of its own in a grid of 24 columns", () => {
    for (const dashboard of written) {
      const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
    }
  });
});

it("shows 20 panels at most, for who has just woken up, and is changed in this repository alone", () => {
  for (const dashboard of written) {
    expect(dashboard.panels.length).toBeLessThanOrEqual(20);
    expect(dashboard.editable).toBe(false);
  }
});

it("refuses a row that does not fill the page", () => {
  const narrow: DashboardSpec = {
    uid: "langfuse-overview",
    title: "Narrow",
    description: "Narrow",
    rows: [
      { height: 4, panels: [{ id: 1, title: "One", description: "One", width: 23, queries: { "": "up" } }] },
    ],
  };
  expect(() => dashboardJson(narrow)).toThrow("row 1 is 23 columns wide; make it 24");
});

describe("every expression", () => {
  const used = expressions.flatMap(({ name, expr }) =>
    selectors(expr).map((selector) => ({ name, ...selector })),
  );
  const kindOf = new Map(
    METRICS.flatMap(({ name, kind }): [string, string][] =>
      kind === "histogram" ? [[`${name}_bucket`, "counter"]] : [[name, kind]],
    ),
  );

  it("reads metrics that something collects or a rule records", () => {
    // Prometheus's own account of alerts.
    const known = new Set([...kindOf.keys(), ...recorded(), "ALERTS"]);
    expect(
      used.filter(({ metric }) => !known.has(metric)).map(({ name, metric }) => `${name}: ${metric}`),
    ).toEqual([]);
  });

  it("reads counters as rates, over the interval that Grafana finds right", () => {
    const RATES = ["rate", "increase"];
    const counters = used.filter(({ metric }) => kindOf.get(metric) === "counter");
    expect(counters.length).toBeGreaterThan(10);
    expect(
      named(
        counters.filter(
          ({ within, range = "" }) => !RATES.includes(within[0] ?? "") || !GRAFANA_RANGES.includes(range),
        ),
      ),
    ).toEqual([]);
  });

  it("never takes the rate of a gauge, least of all of CloudWatch's sums", () => {
    const rated = used.filter(
      ({ metric, within }) =>
        within.some((call) => /^(rate|irate|increase)$/.test(call)) && kindOf.get(metric) !== "counter",
    );
    expect(named(rated)).toEqual([]);
  });
});

describe("every alert", () => {
  const onCall = alerts.filter(({ alert }) => alert !== "Watchdog");
  const linked = panels.flatMap(({ uid, links = [], targets }) =>
    links.map(({ url }) => ({ uid, targets, alert: /\/alerts\/(\w+)\.md$/.exec(url)?.[1] ?? url })),
  );

  it("is explained by a panel of the dashboard to which it links", () => {
    const unseen = onCall.filter(
      ({ alert, labels }) =>
        !linked.some((panel) => panel.alert === alert && panel.uid === dashboardOf[labels.component]),
    );
    expect(unseen.map(({ alert }) => alert)).toEqual([]);
  });

  it("reads a metric that its panel shows", () => {
    const blind = linked.filter(({ alert, targets }) => {
      const rule = onCall.find((each) => each.alert === alert);
      const read = selectors(rule?.expr ?? "absent_rule").map(({ metric }) => metric);
      return !targets.some(({ expr }) => selectors(expr).some(({ metric }) => read.includes(metric)));
    });
    expect(blind.map(({ uid, alert }) => `${uid}: ${alert}`)).toEqual([]);
  });

  it("reads no metric that is on no panel", () => {
    const shown = new Set(expressions.flatMap(({ expr }) => selectors(expr).map(({ metric }) => metric)));
    const hidden = onCall.flatMap(({ alert, expr }) =>
      selectors(expr)
        .filter(({ metric }) => !shown.has(metric))
        .map(({ metric }) => `${alert}: ${metric}`),
    );
    expect(hidden).toEqual([]);
  });

  it("exists, where a panel names one", () => {
    const names = alerts.map(({ alert }) => alert);
    expect(linked.filter(({ alert }) => !names.includes(alert))).toEqual([]);
  });
});

describe("the objects", () => {
  const manifests = dashboardManifests("example/langfuse-aws");

  it("are a ConfigMap for each, which Grafana's sidecar finds", () => {
    expect(manifests).toHaveLength(6);
    for (const { metadata } of manifests)
      expect(metadata).toMatchObject({ namespace: "observability", labels: { grafana_dashboard: "1" } });
  });

  it("link to the runbooks of the environment's repository", () => {
    const text = JSON.stringify(manifests);
    expect(text).toContain("https://github.com/example/langfuse-aws/blob/main/runbooks/alerts/ValkeyDown.md");
    expect(text).not.toContain("runbooks.invalid");
  });
});
