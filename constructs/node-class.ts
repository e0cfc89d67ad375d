import type { Manifest } from "./manifests";

/** `eks.amazonaws.com/v1`, as far as we set it.
 *  https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html (2026-11) */
export interface NodeClass extends Manifest {
  readonly apiVersion: "eks.amazonaws.com/v1";
  readonly kind: "NodeClass";
  readonly spec: {
    readonly role: string;
    readonly subnetSelectorTerms: readonly { readonly id: string }[];
    readonly securityGroupSelectorTerms: readonly { readonly id: string }[];
    readonly networkPolicy: "DefaultAllow";
    readonly networkPolicyEventLogs: "Enabled";
    readonly ephemeralStorage: {
      readonly size: string;
      readonly iops: number;
      readonly throughput: number;
      readonly kmsKeyID: string;
    };
  };
}

export interface NodeClassProps {
  readonly nodeRoleName: string;
  /** Private, one per zone. */
  readonly subnetIds: readonly string[];
  /** Every node wears all of them. */
  readonly securityGroupIds: readonly string[];
  readonly volumesKeyArn: string;
}

/** Name that node pools refer to; AWS reserves `default`. */
export const NODE_CLASS = "private";

/** What every node has in common. IMDSv2 with one hop, a locked read-only system and no SSH need no setting: Auto Mode
 *  offers nothing else. */
export function nodeClass(props: NodeClassProps): NodeClass {
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name: NODE_CLASS },
    spec: {
      role: props.nodeRoleName,
      subnetSelectorTerms: props.subnetIds.map((id) => ({ id })),
      securityGroupSelectorTerms: props.securityGroupIds.map((id) => ({ id })),
      // Each namespace starts with a policy that denies; denying on the node as well would stop what AWS runs there.
      networkPolicy: "DefaultAllow",
      networkPolicyEventLogs: "Enabled",
      ephemeralStorage: { size: "80Gi", iops: 3000, throughput: 125, kmsKeyID: props.volumesKeyArn },
    },
  };
}

/** Starts the controller behind network policies; without it they are accepted and not enforced.
 *  https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html (2026-11) */
export const networkPolicyController: Manifest & { readonly data: Readonly<Record<string, string>> } = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
  data: { "enable-network-policy-controller": "true" },
};
