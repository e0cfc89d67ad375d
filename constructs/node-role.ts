import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "./policy";

/** Join the cluster and pull images, nothing else: pods have identities of their own.
 *  https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html (2026-11) */
const MANAGED_POLICIES = {
  worker: "AmazonEKSWorkerNodeMinimalPolicy",
  images: "AmazonEC2ContainerRegistryPullOnly",
};

export interface NodeRoleProps {
  readonly name: string;
  readonly clusterName: string;
}

/** As whom every node acts, and its way into the cluster: EKS adds an access entry by itself only for built-in pools. */
export class NodeRole extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, clusterName }: NodeRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name,
      description: "Nodes of the cluster",
      // As AWS documents it, without a source condition: only who may pass the role can give it to an instance.
      assumeRolePolicy: policyDocument([
        { sid: "Nodes", principal: { Service: "ec2.amazonaws.com" }, actions: ["sts:AssumeRole"] },
      ]),
    });
    for (const [subject, policy] of Object.entries(MANAGED_POLICIES))
      new IamRolePolicyAttachment(this, subject, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    const entry = new EksAccessEntry(this, "entry", { clusterName, principalArn: role.arn, type: "EC2" });
    new EksAccessPolicyAssociation(this, "access", {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
      accessScope: { type: "cluster" },
    });
    this.name = role.name;
  }
}
