import * as common from "@grafana/grafana-foundation-sdk/common";
import * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { type DashboardUid, dashboardUids, RUNBOOKS_PLACE } from "../../constructs/dashboard-links";

/** What one dashboard shows. The first row says how things are in words; below it is why. */
export interface DashboardSpec {
  readonly uid: DashboardUid;
  readonly title: string;
  readonly description: string;
  /** Each row is 24 columns wide. */
  readonly rows: readonly Row[];
}

export interface Row {
  /** Grid units of about 40 pixels. */
  readonly height: number;
  readonly panels: readonly PanelSpec[];
}

export interface PanelSpec {
  /** Part of a panel's address: never given to another panel, also when this one is gone. */
  readonly id: number;
  /** @default "timeseries" */
  readonly kind?: "stat" | "timeseries" | "table";
  readonly title: string;
  /** What one sees, and from where on it is bad. */
  readonly description: string;
  /** As Grafana calls it.
   *  @default "short", a plain number */
  readonly unit?: string;
  /** Columns, of 24. */
  readonly width: number;
  /** Expressions by their legend, in which `{{label}}` is a label's value. */
  readonly queries: Readonly<Record<string, string>>;
  /** Alerts of which somebody sees the reason here; the panel links to their runbooks. */
  readonly alerts?: readonly string[];
  /** Where the colour changes: from the value on.
   *  @default - one colour */
  readonly steps?: Readonly<Record<number, Colour>>;
  /** Colour below the first step.
   *  @default "green" */
  readonly base?: Colour;
  /** What a value means, for states.
   *  @default - the number */
  readonly words?: Readonly<Record<number, readonly [word: string, colour: Colour]>>;
  /** @default - as high as the values */
  readonly max?: number;
}

type Colour = "green" | "orange" | "red" | "blue" | "text";

/** Chosen in the menu of the dashboard; without braces, so that Terraform has nothing to evaluate. */
const DATASOURCE: common.DataSourceRef = { type: "prometheus", uid: "$datasource" };

const COLUMNS = 24;

/** The dashboard as Grafana reads it.
 *  @throws when a row is not as wide as the grid */
export function dashboardJson({ uid, title, description, rows }: DashboardSpec): string {
  const builder = new sdk.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(["langfuse"])
    .readonly()
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .timezone("browser")
    .withVariable(new sdk.DatasourceVariableBuilder("datasource").label("Prometheus").type("prometheus"))
    .links([
      link("Runbooks", `${RUNBOOKS_PLACE}/README.md`),
      ...dashboardUids.filter((other) => other !== uid).map((other) => link(nameOf(other), `/d/${other}`)),
    ]);
  for (const panel of placed(rows)) builder.withPanel(panel);
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}

/** For people, for example `Ingestion`. */
function nameOf(uid: DashboardUid): string {
  const name = uid.replace("langfuse-", "");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function link(title: string, url: string): sdk.DashboardLinkBuilder {
  return new sdk.DashboardLinkBuilder(title)
    .type(sdk.DashboardLinkType.Link)
    .url(url)
    .keepTime(url.startsWith("/"));
}

function placed(rows: readonly Row[]) {
  return rows.flatMap(({ height, panels }, index) => {
    const y = rows.slice(0, index).reduce((sum, row) => sum + row.height, 0);
    const width = panels.reduce((sum, panel) => sum + panel.width, 0);
    if (width !== COLUMNS) throw new Error(`row ${index + 1} is ${width} columns wide; make it ${COLUMNS}`);
    return panels.map((panel, column) => {
      const x = panels.slice(0, column).reduce((sum, other) => sum + other.width, 0);
      return panelOf(panel).gridPos({ x, y, w: panel.width, h: height });
    });
  });
}

function panelOf(spec: PanelSpec) {
  const { id, title, description, unit = "short", max, alerts = [] } = spec;
  const panel = visualization(spec)
    .id(id)
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(DATASOURCE)
    .thresholds(thresholds(spec))
    .links(alerts.map((alert) => link(alert, `${RUNBOOKS_PLACE}/alerts/${alert}.md`).targetBlank(true)));
  return max === undefined ? panel : panel.min(0).max(max);
}

function visualization(spec: PanelSpec) {
  const [first, ...others] = queries(spec);
  switch (spec.kind ?? "timeseries") {
    case "stat":
      return new stat.PanelBuilder()
        .targets(first ? [first, ...others] : [])
        .mappings(mappings(spec))
        .colorMode(common.BigValueColorMode.Background)
        .graphMode(common.BigValueGraphMode.None)
        .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]));
    case "table":
      return new table.PanelBuilder().targets(first ? [first, ...others] : []);
    case "timeseries":
      return new timeseries.PanelBuilder()
        .targets(first ? [first, ...others] : [])
        .lineWidth(1)
        .fillOpacity(8)
        .axisSoftMin(0)
        .legend(
          new common.VizLegendOptionsBuilder()
            .showLegend(true)
            .displayMode(common.LegendDisplayMode.List)
            .placement(common.LegendPlacement.Bottom),
        )
        .thresholdsStyle(
          new common.GraphThresholdsStyleConfigBuilder().mode(
            spec.steps ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
          ),
        );
  }
}

/** A state is asked once, a curve at every step; a table shows labels. */
function queries({ kind, queries }: PanelSpec): prometheus.DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) => {
    const query = new prometheus.DataqueryBuilder()
      .refId(String.fromCharCode("A".charCodeAt(0) + index))
      .datasource(DATASOURCE)
      .expr(expr)
      .legendFormat(legend);
    if (kind === "table") return query.instant().format(prometheus.PromQueryFormat.Table);
    return kind === "stat" ? query.instant() : query.range();
  });
}

function thresholds({ steps = {}, base = "green" }: PanelSpec): sdk.ThresholdsConfigBuilder {
  return new sdk.ThresholdsConfigBuilder().mode(sdk.ThresholdsMode.Absolute).steps([
    // Below every other.
    { value: null, color: base },
    ...Object.entries(steps).map(([value, color]) => ({ value: Number(value), color })),
  ]);
}

function mappings({ words = {} }: PanelSpec): sdk.ValueMapping[] {
  const options = Object.entries(words).map(([value, [text, color]], index) => [
    value,
    { text, color, index },
  ]);
  if (options.length === 0) return [];
  return [{ type: sdk.MappingType.ValueToText, options: Object.fromEntries(options) }];
}
