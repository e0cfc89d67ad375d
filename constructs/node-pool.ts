import type { Manifest } from "./manifests";
import { NODE_CLASS } from "./node-class";

/** `karpenter.sh/v1`, as far as we set it.
 *  https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html and
 *  https://karpenter.sh/docs/concepts/nodepools (2026-11) */
export interface NodePool extends Manifest {
  readonly apiVersion: "karpenter.sh/v1";
  readonly kind: "NodePool";
  readonly spec: {
    readonly template: { readonly spec: NodeTemplate };
    readonly disruption: Disruption;
    readonly limits: { readonly cpu: string };
  };
}

interface NodeTemplate {
  readonly nodeClassRef: {
    readonly group: "eks.amazonaws.com";
    readonly kind: "NodeClass";
    readonly name: string;
  };
  readonly requirements: readonly {
    readonly key: string;
    readonly operator: "In";
    readonly values: readonly string[];
  }[];
  readonly taints?: readonly Taint[];
  readonly expireAfter: string;
  readonly terminationGracePeriod: string;
}

interface Disruption {
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  readonly consolidateAfter: string;
  readonly budgets: readonly {
    readonly nodes: string;
    readonly reasons?: readonly "Drifted"[];
    readonly schedule?: string;
    readonly duration?: string;
  }[];
}

/** Keeps away every pod that does not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule";
}

/** Nodes that a pool may add. */
export interface NodePoolProps {
  readonly architecture: "arm64" | "amd64";
  /** For example `["c", "m", "r"]`. */
  readonly instanceCategories: readonly string[];
  /** Virtual CPUs of one node, for example `["2", "4"]`. */
  readonly instanceCpus: readonly string[];
  /** Virtual CPUs of the whole pool. */
  readonly maxCpus: number;
}

/** Pool and taint of ClickHouse and Keeper: their pods select the one and tolerate the other. */
export const clickHouseNodes = {
  nodeSelector: { "karpenter.sh/nodepool": "clickhouse" },
  taint: { key: "langfuse.com/dedicated", value: "clickhouse", effect: "NoSchedule" },
} as const;

/** Nodes of everything that can move at any time. They are replaced when they are empty, too big or two weeks old. */
export function generalNodePool({ spot, ...props }: NodePoolProps & { readonly spot: boolean }): NodePool {
  return nodePool("general", {
    template: {
      ...template(props, spot ? ["spot", "on-demand"] : ["on-demand"]),
      expireAfter: "336h",
      // Web and worker need two minutes; whatever holds a node longer is stuck.
      terminationGracePeriod: "1h",
    },
    disruption: {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "5m",
      budgets: [{ nodes: "10%" }],
    },
    maxCpus: props.maxCpus,
  });
}

/** Nodes of ClickHouse and Keeper: on demand, tainted, one at a time and at night.
 *  Auto Mode replaces a node when a new image appears, about weekly, and ends every node after 21 days whatever the budget
 *  says; the nightly window makes the first happen long before the second, as a rolling restart of one replica. */
export function clickHouseNodePool(props: NodePoolProps): NodePool {
  return nodePool("clickhouse", {
    template: {
      ...template(props, ["on-demand"]),
      taints: [clickHouseNodes.taint],
      // Together 21 days, the most that Auto Mode accepts. A day, because a replica may first have to catch up.
      expireAfter: "480h",
      terminationGracePeriod: "24h",
    },
    disruption: {
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "1h",
      budgets: [
        { nodes: "1" },
        // Closed from 05:00 to 01:00 UTC.
        { nodes: "0", reasons: ["Drifted"], schedule: "0 5 * * *", duration: "20h" },
      ],
    },
    maxCpus: props.maxCpus,
  });
}

interface PoolParts {
  readonly template: NodeTemplate;
  readonly disruption: Disruption;
  readonly maxCpus: number;
}

function nodePool(name: string, { template, disruption, maxCpus }: PoolParts): NodePool {
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: { template: { spec: template }, disruption, limits: { cpu: `${maxCpus}` } },
  };
}

function template(
  props: NodePoolProps,
  capacityTypes: readonly string[],
): Pick<NodeTemplate, "nodeClassRef" | "requirements"> {
  const requirements: Readonly<Record<string, readonly string[]>> = {
    "kubernetes.io/arch": [props.architecture],
    "karpenter.sh/capacity-type": capacityTypes,
    "eks.amazonaws.com/instance-category": props.instanceCategories,
    "eks.amazonaws.com/instance-cpu": props.instanceCpus,
    // Pods speak plain HTTP to the load balancer and to ClickHouse: such instances encrypt what leaves them.
    "eks.amazonaws.com/instance-encryption-in-transit-supported": ["true"],
  };
  return {
    nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: NODE_CLASS },
    requirements: Object.entries(requirements).map(([key, values]) => ({ key, operator: "In", values })),
  };
}
