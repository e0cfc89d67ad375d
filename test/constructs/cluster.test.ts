import { TerraformOutput } from "cdktf";
import { Cluster } from "../../constructs/cluster";
import { clusterProps, controlPlane, synthesizeCluster } from "../support/cluster";
import { synthesizeConstruct } from "../support/construct";
import { ofType, reference } from "../support/terraform-json";

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
    expect(ofType(synthesizeCluster(), "aws_vpc_security_group_ingress_rule")).toMatchObject([
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
    expect(() => synthesizeCluster({ publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] })).toThrow(
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
    expect(ofType(synthesizeCluster(), "aws_cloudwatch_log_group")).toMatchObject([
      {
        arguments: {
          name: "/aws/eks/langfuse-test/cluster",
          retention_in_days: 90,
          kms_key_id: clusterProps.logsKeyArn,
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
    const json = synthesizeCluster();
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

it("offers its OIDC issuer to roles", () => {
  expect(ofType(synthesizeCluster(), "aws_iam_openid_connect_provider")).toMatchObject([
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
    const { handle } = new Cluster(stack, "cluster", clusterProps);
    new TerraformOutput(stack, "issuer", { value: handle.oidcIssuer });
  });
  expect(json.output?.issuer).toMatchObject({ value: reference("local.cluster_oidc_issuer") });
  expect(json.locals).toEqual({
    cluster_oidc_issuer: reference(
      'replace(aws_eks_cluster.cluster_control_plane.identity[0].oidc[0].issuer, "https://", "")',
    ),
  });
});
