import type { Manifest } from "./manifests";
import { namespaces } from "./namespaces";
import { validatingPolicy } from "./validating-policy";

/** The number of copies as it is and as it is asked for; 1 where nothing is said. */
const copies = (object: string) =>
  `(has(${object}.spec.configuration.clusters[0].layout.replicasCount) ? ` +
  `${object}.spec.configuration.clusters[0].layout.replicasCount : 1)`;

/** Makes the API server refuse to turn one copy of ClickHouse into several, however it is attempted: the environment file
 *  refuses it too, but a file can be edited twice. */
export function topologyIsForLife(): Manifest[] {
  return validatingPolicy({
    name: "clickhouse-topology-is-for-life",
    apiGroup: "clickhouse.altinity.com",
    apiVersion: "*",
    resources: ["clickhouseinstallations"],
    expression: `${copies("oldObject")} > 1 || ${copies("object")} == 1`,
    message:
      "one copy of ClickHouse does not become several: tables of the first are not copied to the others; " +
      "follow runbooks/procedures/clickhouse-single-to-replicated.md",
    namespace: namespaces.clickhouse,
  });
}
