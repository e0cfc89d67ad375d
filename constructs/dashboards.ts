import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardUids, RUNBOOKS_PLACE } from "./dashboard-links";
import type { Manifest } from "./manifests";
import { namespaces } from "./namespaces";
import { runbooksUrl } from "./runbooks";

/** `v1`, as far as we set it. */
export interface ConfigMap extends Manifest {
  readonly kind: "ConfigMap";
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly data: Readonly<Record<string, string>>;
}

const FOLDER = join(__dirname, "..", "charts-values", "dashboards");

/** Read once: every environment has the same dashboards. */
const files = dashboardUids.map((uid) => ({ uid, text: readFileSync(join(FOLDER, `${uid}.json`), "utf8") }));

/** Every dashboard as a ConfigMap of its own, which Grafana's sidecar finds by the label. The files are made by
 *  `npm run dashboards` of the TypeScript beside them.
 *  @param repository with the runbooks, as {@link runbooksUrl} takes it */
export function dashboardManifests(repository: string): ConfigMap[] {
  return files.map(({ uid, text }) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: `dashboard-${uid}`,
      namespace: namespaces.observability,
      labels: { grafana_dashboard: "1" },
    },
    data: { [`${uid}.json`]: text.replaceAll(RUNBOOKS_PLACE, runbooksUrl(repository)) },
  }));
}
