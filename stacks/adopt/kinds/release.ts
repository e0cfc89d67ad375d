import { recordOf } from "../cluster/records";
import { type Kind, named, type Thing } from "./kind";

export const RELEASE = "helm_release";

/** Helm's releases. Helm writes the record before it makes anything, so whatever an interrupted one has made belongs to a
 *  release that is found here. An import takes it as it is, and the next deployment upgrades it to what is wanted: nothing
 *  is uninstalled. */
export const RELEASES: Kind = named(
  RELEASE,
  ["namespace", "name", "chart", "timeout"],
  async ({ cluster }, { namespace, name, chart, timeout }): Promise<Thing[]> => {
    const record = await recordOf(cluster, { namespace, name });
    if (!record) return [];
    const importId = `${namespace}/${name}`;
    // The cluster is the environment's own. Every release has a name of its own, so the state's id tells it.
    const thing: Thing = { importId, attributes: { id: name }, ours: true };
    const { status, since } = record;
    if (record.chart !== nameOf(chart))
      return [
        {
          ...thing,
          obstacle:
            `is a release of the chart '${record.chart}' and not of '${nameOf(chart)}': somebody else's; ` +
            "uninstall it or give ours another name, and come back",
        },
      ];
    if (status.startsWith("uninstall"))
      return [
        {
          ...thing,
          obstacle:
            `is ${status}: it was being deleted; finish that (volumes of ClickHouse and Keeper stay): ` +
            `helm uninstall --namespace ${namespace} --wait ${name}; and come back`,
        },
      ];
    if (!status.startsWith("pending-")) return [thing];
    const idle = new Date(since.getTime() + Number(timeout) * 1000);
    if (idle > new Date())
      return [
        {
          ...thing,
          obstacle:
            `is ${status} since ${text(since)}; Jobs that it has started may run until ${text(idle)}: ` +
            "wait, and come back",
        },
      ];
    return [
      {
        ...thing,
        first: { says: `${status} since ${text(since)}: marked as failed`, carryOut: record.markFailed },
      },
    ];
  },
);

/** A chart of ours is a path to a copy of `charts-values/manifests`. */
function nameOf(chart: string): string {
  return chart.startsWith("./") ? "manifests" : chart;
}

function text(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
