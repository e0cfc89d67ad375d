import { controlPlane, synthesizeCluster } from "../support/cluster";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

const policyOf = (type: string, name: string, attribute: string) =>
  statementsOf(
    ofType(synthesizeCluster(), type).find((candidate) => candidate.name === name),
    attribute,
  );

describe("the cluster's role", () => {
  it("can be assumed by this cluster only, with tags", () => {
    expect(policyOf("aws_iam_role", "cluster_role_role", "assume_role_policy")).toMatchObject([
      {
        Principal: { Service: "eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-west-1:123456789012:cluster/langfuse-test" },
        },
      },
    ]);
  });

  it("holds the five documented policies, which outlive the cluster", () => {
    expect(attachedTo("cluster_role_role")).toEqual([
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ]);
    const attachments = ["cluster", "compute", "storage", "load_balancing", "networking"];
    expect(controlPlane()?.depends_on).toEqual(
      expect.arrayContaining(
        attachments.map((name) => `aws_iam_role_policy_attachment.cluster_role_${name}`),
      ),
    );
  });
});

describe("the nodes' role", () => {
  it("joins and pulls images, nothing else", () => {
    expect(attachedTo("cluster_nodes_role")).toEqual([
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodeMinimalPolicy",
    ]);
  });
});

describe("encryption", () => {
  it("covers Kubernetes secrets with a key of their own", () => {
    expect(controlPlane()?.encryption_config).toEqual({
      resources: ["secrets"],
      provider: { key_arn: reference("aws_kms_key.cluster_keys_secrets_key.arn") },
    });
  });

  it("lets the cluster's role encrypt volumes and grant the key to what EC2 attaches", () => {
    expect(policyOf("aws_kms_key", "cluster_keys_volumes_key", "policy")).toMatchObject([
      { Sid: "AccountAdministration" },
      {
        Principal: { AWS: reference("aws_iam_role.cluster_role_role.arn") },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      },
      {
        Principal: { AWS: reference("aws_iam_role.cluster_role_role.arn") },
        Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
  });

  it("does not let the cluster's role hand on the key of secrets", () => {
    const [, use, ...others] = policyOf("aws_kms_key", "cluster_keys_secrets_key", "policy");
    expect(use?.Action).toEqual(["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"]);
    expect(others).toEqual([]);
  });
});

function attachedTo(role: string): string[] {
  return ofType(synthesizeCluster(), "aws_iam_role_policy_attachment")
    .filter(({ arguments: { role: name } }) => name === reference(`aws_iam_role.${role}.name`))
    .map(({ arguments: { policy_arn } }) => String(policy_arn).replace("arn:aws:iam::aws:policy/", ""))
    .sort();
}
