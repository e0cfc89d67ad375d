import { clickhouse } from "./clickhouse";
import { type DashboardSpec, dashboardJson } from "./dashboard";
import { ingestion } from "./ingestion";
import { masking } from "./masking";
import { overview } from "./overview";
import { platform } from "./platform";
import { stores } from "./stores";

/** Every dashboard, in the order of `constructs/dashboard-links.ts`. */
export const dashboards: readonly DashboardSpec[] = [
  overview,
  ingestion,
  masking,
  clickhouse,
  stores,
  platform,
];

/** Files beside this one by their name: what synth reads, because the library that writes them takes longer to load than
 *  a whole synth. */
export function dashboardFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(dashboards.map((spec) => [`${spec.uid}.json`, dashboardJson(spec)]));
}
