import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardFiles, dashboards } from "../../charts-values/dashboards";
import { type DashboardSpec, dashboardJson } from "../../charts-values/dashboards/dashboard";
import { LAYOUTS, layouts } from "../../charts-values/dashboards/layout";
import { dashboardUids } from "../../constructs/dashboard-links";
import { dashboardManifests } from "../../constructs/dashboards";
import { FOLDER, named, type Panel, panels, written } from "./written";

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
