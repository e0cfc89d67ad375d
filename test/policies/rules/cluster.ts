import { exactly, listWith, oneOf, ourKey, referencesTo } from "../expectations";
import { requires, whenProtected } from "../requires";
import { mutant, type Rule, resources, valuesAt } from "../rule";

const type = "aws_eks_cluster";

/** EKS: https://docs.aws.amazon.com/eks/latest/best-practices/security.html */
export const clusterRules: readonly Rule[] = [
  requires({
    id: "cluster-secrets-encrypted",
    title: "Kubernetes secrets are encrypted with our key",
    upstream: ["CKV_AWS_58", "AVD-AWS-0039", "CIS 5.3.1"],
    type,
    arguments: {
      "encryption_config.resources": exactly(["secrets"]),
      "encryption_config.provider.key_arn": ourKey,
    },
  }),
  requires({
    id: "cluster-logs",
    title: "The control plane logs everything",
    upstream: ["CKV_AWS_37", "AVD-AWS-0038", "Nag EKS2", "CIS 2.1.1"],
    type,
    arguments: {
      enabled_cluster_log_types: listWith("api", "audit", "authenticator", "controllerManager", "scheduler"),
    },
  }),
  requires({
    id: "cluster-access",
    title: "Access is granted by access entries only, not even to the creator",
    upstream: ["CIS 4.1.7"],
    type,
    arguments: {
      "access_config.authentication_mode": exactly("API"),
      "access_config.bootstrap_cluster_creator_admin_permissions": exactly(false),
    },
  }),
  requires({
    id: "cluster-private",
    title: "Nodes reach the API privately, in private subnets",
    upstream: ["CKV_AWS_38", "AVD-AWS-0040", "CIS 5.4.2"],
    type,
    arguments: {
      "vpc_config.endpoint_private_access": exactly(true),
      "vpc_config.subnet_ids": referencesTo("aws_subnet"),
    },
  }),
  requires({
    id: "cluster-deletion",
    title: "The cluster cannot be deleted by one command where data is protected",
    upstream: [],
    type,
    appliesTo: whenProtected,
    arguments: { deletion_protection: exactly(true) },
  }),
  requires({
    id: "cluster-supported",
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
    },
  }),
  {
    id: "cluster-endpoint",
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
    mutants: [
      mutant("endpoint open to the world", type, (block) => {
        block.vpc_config = { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] };
      }),
    ],
  },
];

function namesNetworks(networks: readonly unknown[]): boolean {
  return (
    networks.length > 0 && networks.every((network) => typeof network === "string" && !network.endsWith("/0"))
  );
}
