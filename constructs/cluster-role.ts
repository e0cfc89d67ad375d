import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Account } from "./account";
import { policyDocument } from "./policy";

/** Exactly what Auto Mode documents; tags of our own on nodes and volumes would need more, so we live without them.
 *  https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html (2026-11) */
const MANAGED_POLICIES = {
  cluster: "AmazonEKSClusterPolicy",
  compute: "AmazonEKSComputePolicy",
  storage: "AmazonEKSBlockStoragePolicy",
  "load-balancing": "AmazonEKSLoadBalancingPolicy",
  networking: "AmazonEKSNetworkingPolicy",
};

export interface ClusterRoleProps {
  readonly account: Account;
  readonly name: string;
  /** The one cluster that may assume the role; composed, because the role must exist before the cluster. */
  readonly clusterArn: string;
}

/** As whom EKS makes and removes nodes, volumes, network interfaces and target group members. */
export class ClusterRole extends Construct {
  readonly arn: string;
  /** Without them EKS can neither create the cluster nor clean up behind it: depend on them. */
  readonly policies: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, { account, name, clusterArn }: ClusterRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name,
      description: "EKS control plane and Auto Mode",
      assumeRolePolicy: policyDocument([
        {
          sid: "OnlyThisCluster",
          principal: { Service: "eks.amazonaws.com" },
          // Auto Mode tags its sessions; the tags decide what the managed policies allow.
          actions: ["sts:AssumeRole", "sts:TagSession"],
          conditions: {
            StringEquals: { "aws:SourceAccount": account.accountId },
            ArnEquals: { "aws:SourceArn": clusterArn },
          },
        },
      ]),
    });
    this.policies = Object.entries(MANAGED_POLICIES).map(
      ([subject, policy]) =>
        new IamRolePolicyAttachment(this, subject, {
          role: role.name,
          policyArn: `arn:aws:iam::aws:policy/${policy}`,
        }),
    );
    this.arn = role.arn;
  }
}
