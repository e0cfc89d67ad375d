import type { Row } from "./dashboard";

/** USD for an hour of one virtual CPU with its memory, of class m and r in eu-west-1: `runbooks/cost.md`. */
const CPU_HOUR = { general: 0.0456, memory: 0.0598 };

/** Auto Mode adds 12 % of the on-demand price; spot is taken as 40 % of it. */
const SHARE = { "on-demand": 1.12, spot: 0.52 };

/** USD a month for a GiB of a gp3 volume. */
const GIB_MONTH = 0.088;

const HOURS = 730;

/** USD a month of the nodes that run at this moment, by pool: what they are is in their labels. */
const NODES = Object.entries(SHARE)
  .flatMap(([capacity, share]) => [
    priced(
      `label_node_kubernetes_io_instance_type=~"r.+",label_karpenter_sh_capacity_type="${capacity}"`,
      CPU_HOUR.memory * share,
    ),
    priced(
      `label_node_kubernetes_io_instance_type!~"r.+",label_karpenter_sh_capacity_type="${capacity}"`,
      CPU_HOUR.general * share,
    ),
  ])
  .join(" or ");

function priced(labels: string, usdAnHour: number): string {
  return `${(usdAnHour * HOURS).toFixed(2)} * kube_node_labels{${labels}}`;
}

/** What nodes and volumes cost, by their labels. */
export const cost: Row = {
  height: 7,
  panels: [
    {
      id: 16,
      kind: "stat",
      title: "Nodes and volumes, dollars a month",
      description:
        "What would be paid if it stayed as it is at this moment, at the list prices of runbooks/cost.md, read from the nodes' labels and the claims' sizes. Stores, traffic and the rest stand in AWS's own bill, by the tags of the environment.",
      unit: "currencyUSD",
      width: 6,
      queries: {
        nodes: `sum(kube_node_status_capacity{resource="cpu"} * on (node) group_left () (${NODES}))`,
        volumes: `sum(kube_persistentvolumeclaim_resource_requests_storage_bytes) / 1024 ^ 3 * ${GIB_MONTH}`,
      },
      base: "blue",
    },
    {
      id: 17,
      title: "Nodes by pool, dollars a month",
      description: "Which pool costs what; a step upwards is a node that the autoscaler bought.",
      unit: "currencyUSD",
      width: 9,
      queries: {
        "{{label_karpenter_sh_nodepool}} {{label_karpenter_sh_capacity_type}}": `sum by (label_karpenter_sh_nodepool, label_karpenter_sh_capacity_type) (kube_node_status_capacity{resource="cpu"} * on (node) group_left (label_karpenter_sh_nodepool, label_karpenter_sh_capacity_type) (${NODES}))`,
      },
    },
    {
      id: 18,
      title: "Volumes by namespace, dollars a month",
      description: "Requested space at the price of gp3; it does not depend on how full they are.",
      unit: "currencyUSD",
      width: 9,
      queries: {
        "{{namespace}}": `sum by (namespace) (kube_persistentvolumeclaim_resource_requests_storage_bytes) / 1024 ^ 3 * ${GIB_MONTH}`,
      },
    },
  ],
};
