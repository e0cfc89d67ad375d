import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardUids } from "../../constructs/dashboard-links";

/** Where they are written to. */
export const FOLDER = join(__dirname, "..", "..", "charts-values", "dashboards");

/** A panel, as Grafana reads it. */
export interface Panel {
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

/** Every dashboard, as it is written. */
export const written = dashboardUids.map(
  (uid): Dashboard => JSON.parse(readFileSync(join(FOLDER, `${uid}.json`), "utf8")),
);

/** Their panels. */
export const panels = written.flatMap((dashboard) =>
  dashboard.panels.map((panel) => ({
    ...panel,
    uid: dashboard.uid,
    name: `${dashboard.uid} ${panel.id} ${panel.title}`,
  })),
);

/** What problems name. */
export const named = (those: readonly { readonly name: string }[]) => those.map(({ name }) => name);
