import { TerraformOutput } from "cdktf";
import { Cluster, type ClusterProps } from "../../constructs/cluster";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

const props: ClusterProps = {
  account: { accountId: "123456789012", region: "eu-west-1" },
  name: "langfuse-test",
  version: "1.36",
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  serviceCidr: "172.20.0.0/16",
  publicAccessCidrs: [],
  clientSecurityGroupId: "sg-runner",
  logsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/logs",
  logDays: 90,
  protect: true,
};

const synthesize = (changes: Partial<ClusterProps> = {}) =>
  synthesizeConstruct((stack) => {
    new Cluster(stack, "cluster", { ...props, ...changes });
  });

const controlPlane = (changes: Partial<ClusterProps> = {}) =>
  ofType(synthesize(changes), "aws_eks_cluster")[0]?.arguments;

const policyOf = (type: string, name: string, attribute: string) =>
  statementsOf(
    ofType(synthesize(), type).find((candidate) => candidate.name === name),
    attribute,
  );

describe("the API server", () => {
  it("is private when no outside network is named", () => {
    expect(controlPlane()?.vpc_config).toEqual({
      subnet_ids: ["subnet-1", "subnet-2", "subnet-3"],
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
  });

  it("admits the networks that are named, and stays reachable from the VPC", () => {
    expect(controlPlane({ publicAccessCidrs: ["203.0.113.0/24"] })?.vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
    });
  });

  it("admits runners inside the VPC", () => {
    expect(ofType(synthesize(), "aws_vpc_security_group_ingress_rule")).toMatchObject([
      {
        arguments: {
          security_group_id: reference(
            "aws_eks_cluster.cluster_control_plane.vpc_config[0].cluster_security_group_id",
          ),
          referenced_security_group_id: "sg-runner",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        },
      },
    ]);
  });

  it("refuses to admit everybody", () => {
    expect(() => synthesize({ publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] })).toThrow(
      "API server of 'langfuse-test' would admit every address; name the networks that you deploy from",
    );
  });

  it("knows access entries only, and gives its creator nothing", () => {
    expect(controlPlane()?.access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  it("writes all five logs to a group that existed before and forgets", () => {
    expect(controlPlane()).toMatchObject({
      enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      depends_on: expect.arrayContaining(["aws_cloudwatch_log_group.cluster_logs_group"]),
    });
    expect(ofType(synthesize(), "aws_cloudwatch_log_group")).toMatchObject([
      {
        arguments: {
          name: "/aws/eks/langfuse-test/cluster",
          retention_in_days: 90,
          kms_key_id: props.logsKeyArn,
        },
      },
    ]);
  });

  it("never enters extended support, and takes part in zonal shifts", () => {
    expect(controlPlane()).toMatchObject({
      version: "1.36",
      upgrade_policy: { support_type: "STANDARD" },
      zonal_shift_config: { enabled: true },
    });
  });

  it.each([true, false])("can be deleted only when nothing is protected: %s", (protect) => {
    expect(controlPlane({ protect })).toMatchObject({
      deletion_protection: protect,
      lifecycle: { prevent_destroy: protect },
    });
  });
});

describe("Auto Mode", () => {
  it("is switched on in all three parts, without built-in pools and self-managed add-ons", () => {
    expect(controlPlane()).toMatchObject({
      compute_config: { enabled: true },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
      storage_config: { block_storage: { enabled: true } },
      bootstrap_self_managed_addons: false,
    });
    // EKS refuses a node role without built-in pools.
    expect(controlPlane()?.compute_config).toEqual({ enabled: true });
  });

  it("admits the nodes of our own pools", () => {
    const json = synthesize();
    expect(json.resource?.aws_eks_access_entry?.cluster_nodes_entry).toMatchObject({
      principal_arn: reference("aws_iam_role.cluster_nodes_role.arn"),
      type: "EC2",
    });
    expect(json.resource?.aws_eks_access_policy_association?.cluster_nodes_access).toMatchObject({
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
      access_scope: { type: "cluster" },
    });
  });
});

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

it("offers its OIDC issuer to roles", () => {
  expect(ofType(synthesize(), "aws_iam_openid_connect_provider")).toMatchObject([
    {
      arguments: {
        url: reference("aws_eks_cluster.cluster_control_plane.identity[0].oidc[0].issuer"),
        client_id_list: ["sts.amazonaws.com"],
      },
    },
  ]);
});

it("names the issuer without its scheme in the handle", () => {
  const json = synthesizeConstruct((stack) => {
    const { handle } = new Cluster(stack, "cluster", props);
    new TerraformOutput(stack, "issuer", { value: handle.oidcIssuer });
  });
  expect(json.output?.issuer).toMatchObject({
    value: reference(
      'replace(aws_eks_cluster.cluster_control_plane.identity[0].oidc[0].issuer, "https://", "")',
    ),
  });
});

function attachedTo(role: string): string[] {
  return ofType(synthesize(), "aws_iam_role_policy_attachment")
    .filter(({ arguments: { role: name } }) => name === reference(`aws_iam_role.${role}.name`))
    .map(({ arguments: { policy_arn } }) => String(policy_arn).replace("arn:aws:iam::aws:policy/", ""))
    .sort();
}
