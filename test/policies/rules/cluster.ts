import { exactly, listWith, matching, oneOf, ourKey, referencesTo, referenceTo } from "../expectations";
import { each, intruder } from "../mutants";
import { resources } from "../platform";
import { inOwnVpc, requires, whenProtected } from "../requires";
import { type Expectation, type Rule, replace, valuesAt } from "../rule";

const type = "aws_eks_cluster";

/** EKS: https://docs.aws.amazon.com/eks/latest/best-practices/security.html */
export const clusterRules: readonly Rule[] = [
  requires({
    id: "cluster-secrets-encrypted",
    rows: ["E2"],
    title: "Kubernetes secrets are encrypted with our key",
    upstream: ["CKV_AWS_58", "AVD-AWS-0039", "CIS 5.3.1"],
    type,
    exists: true,
    arguments: {
      "encryption_config.resources": exactly(["secrets"]),
      "encryption_config.provider.key_arn": ourKey,
    },
  }),
  requires({
    id: "cluster-logs",
    rows: ["E3"],
    title: "The control plane logs everything",
    upstream: ["CKV_AWS_37", "AVD-AWS-0038", "Nag EKS2", "CIS 2.1.1"],
    type,
    arguments: {
      enabled_cluster_log_types: listWith("api", "audit", "authenticator", "controllerManager", "scheduler"),
      // Otherwise EKS makes the group itself: it never forgets, and stays when the cluster goes.
      depends_on: dependsOn("aws_cloudwatch_log_group"),
    },
  }),
  requires({
    id: "cluster-access",
    rows: ["E4"],
    title: "Access is granted by access entries only, not even to the creator",
    upstream: ["CIS 4.1.7"],
    type,
    arguments: {
      "access_config.authentication_mode": exactly("API"),
      "access_config.bootstrap_cluster_creator_admin_permissions": exactly(false),
    },
  }),
  requires({
    id: "cluster-admins-named",
    rows: ["E4"],
    title: "Who may enter the cluster is written down, each with one of EKS's policies",
    upstream: ["CIS 4.1.7"],
    type: "aws_eks_access_policy_association",
    arguments: {
      policy_arn: matching(
        /^arn:aws:eks::aws:cluster-access-policy\/AmazonEKS(ClusterAdmin|View|AutoNode)Policy$/,
      ),
      principal_arn: referenceTo("aws_eks_access_entry"),
    },
  }),
  {
    id: "no-auth-map",
    rows: ["E4"],
    title: "No ConfigMap grants access beside the access entries",
    upstream: ["CIS 4.1.7"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "ConfigMap")
        .filter(({ arguments: { metadata } }) => Object(metadata).name === "aws-auth")
        .map(({ address }) => ({ address, problem: "grants access that no access entry shows" })),
    mutants: (platform) => intruder(platform, "ConfigMap", { metadata: { name: "aws-auth" } }),
  },
  requires({
    id: "cluster-private",
    rows: ["E1"],
    title: "Nodes reach the API privately",
    upstream: ["CKV_AWS_38", "AVD-AWS-0040", "CIS 5.4.2"],
    type,
    arguments: { "vpc_config.endpoint_private_access": exactly(true) },
  }),
  requires({
    id: "cluster-own-subnets",
    rows: ["E1"],
    title: "In a VPC of ours the API answers in our subnets",
    upstream: ["CKV_AWS_38", "AVD-AWS-0040", "CIS 5.4.2"],
    type,
    appliesTo: inOwnVpc,
    arguments: { "vpc_config.subnet_ids": referencesTo("aws_subnet") },
  }),
  {
    id: "cluster-endpoint",
    rows: ["E1"],
    title: "A public API endpoint admits named networks only",
    upstream: ["CKV_AWS_39", "AVD-AWS-0041", "Nag EKS1", "CIS 5.4.1"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, type)
        .filter(({ arguments: block }) =>
          valuesAt(block, "vpc_config.endpoint_public_access").some((open) => open !== false),
        )
        .filter(
          ({ arguments: block }) => !namesNetworks(valuesAt(block, "vpc_config.public_access_cidrs").flat()),
        )
        .map(({ address }) => ({ address, problem: "its API endpoint is open to the world" })),
    mutants: (platform) =>
      ["0.0.0.0/0", "203.0.0.0/16", "::/0"].flatMap((range) =>
        each(platform, { type, name: `open to ${range}` }, (block) => {
          replace(block, "vpc_config.endpoint_public_access", true);
          replace(block, "vpc_config.public_access_cidrs", [range]);
        }),
      ),
  },
  requires({
    id: "cluster-deletion",
    rows: ["E5"],
    title: "The cluster cannot be deleted by one command where data is protected",
    upstream: [],
    type,
    appliesTo: whenProtected,
    arguments: { deletion_protection: exactly(true), "lifecycle.prevent_destroy": exactly(true) },
  }),
  requires({
    id: "cluster-supported",
    rows: ["E5", "E9"],
    title: "The cluster runs a version in standard support and lets AWS run its nodes",
    upstream: ["CKV_AWS_339"],
    type,
    arguments: {
      version: oneOf("1.34", "1.35", "1.36"),
      "upgrade_policy.support_type": exactly("STANDARD"),
      "compute_config.enabled": exactly(true),
      "storage_config.block_storage.enabled": exactly(true),
      "kubernetes_network_config.elastic_load_balancing.enabled": exactly(true),
      bootstrap_self_managed_addons: exactly(false),
      "zonal_shift_config.enabled": exactly(true),
    },
  }),
];

/** Of at most 256 addresses each: an office or a VPN, not a provider. */
function namesNetworks(networks: readonly unknown[]): boolean {
  return (
    networks.length > 0 && networks.every((network) => /^[\d.]+\/(2[4-9]|3[0-2])$/.test(String(network)))
  );
}

function dependsOn(kind: string): Expectation {
  const isOf = (one: unknown) => String(one).startsWith(`${kind}.`);
  return {
    expected: `a dependency on ${kind}`,
    holds: (value) => Array.isArray(value) && value.some(isOf),
    violations: (value) => [undefined, Array.isArray(value) ? value.filter((one) => !isOf(one)) : []],
  };
}
