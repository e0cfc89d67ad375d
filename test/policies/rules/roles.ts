import { reference } from "../../support/terraform-json";
import { each, intruder } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { type Rule, refersTo } from "../rule";

const attachment = "aws_iam_role_policy_attachment";

const lasting: readonly string[] = ["aws_iam_user", "aws_iam_access_key", "aws_iam_group", "AWS::IAM::User"];

/** Policies that AWS writes, by the role whose service asks for them. */
const demanded: Readonly<Record<string, readonly string[]>> = {
  cluster_nodes_role: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
  // Auto Mode's: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
  cluster_role_role: [
    "AmazonEKSClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
    "AmazonEKSBlockStoragePolicy",
  ],
  postgres_monitoring_role: ["service-role/AmazonRDSEnhancedMonitoringRole"],
};

/** Arguments of a role that hold policies, which rules about policies do not read. */
const insideRoles: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["inline_policy", "managed_policy_arns"],
  "AWS::IAM::Role": ["Policies", "ManagedPolicyArns"],
};

/** What roles hold beside policies of their own, and who is none. */
export const roleRules: readonly Rule[] = [
  {
    id: "no-users",
    rows: ["K3"],
    title: "Nobody has a key that lasts: no users, no access keys, no groups",
    upstream: ["CKV_AWS_273", "CKV_AWS_40", "AVD-AWS-0143"],
    appliesTo: () => true,
    check: (platform) =>
      lasting
        .flatMap((type) => resources(platform, type))
        .map(({ address }) => ({ address, problem: "holds a credential that lasts" })),
    mutants: (platform) => lasting.flatMap((type) => intruder(platform, type, {})),
  },
  {
    id: "aws-policies-known",
    rows: ["K3", "E13"],
    title:
      "A role holds a policy that AWS writes only where a service of AWS demands it: others have their own",
    upstream: ["Nag IAM4", "CKV_AWS_274"],
    appliesTo: () => true,
    check: (platform) => [
      ...resources(platform, attachment)
        .filter(({ arguments: block }) => !isDemanded(block))
        .map(({ address, arguments: { policy_arn } }) => ({ address, problem: `attaches ${policy_arn}` })),
      ...resources(platform, "aws_iam_policy_attachment").map(({ address }) => ({
        address,
        problem: `is of the old kind; use ${attachment}`,
      })),
    ],
    mutants: (platform) => [
      ...each(platform, { type: attachment, name: "of an administrator" }, (block) => {
        block.policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
      }),
      ...each(platform, { type: attachment, name: "to a workload" }, (block) => {
        block.role = reference("aws_iam_role.identity_role.name");
      }),
      ...intruder(platform, "aws_iam_policy_attachment", {}),
    ],
  },
  {
    id: "policies-outside-roles",
    rows: ["K3"],
    title: "No role holds policies inside itself, where the rules about policies would not read them",
    upstream: ["CKV_AWS_274"],
    appliesTo: () => true,
    check: (platform) =>
      Object.entries(insideRoles).flatMap(([type, places]) =>
        resources(platform, type).flatMap(({ address, arguments: block }) =>
          places
            .filter((place) => block[place] !== undefined)
            .map((place) => ({ address, problem: `holds policies in ${place}` })),
        ),
      ),
    mutants: (platform) =>
      Object.entries(insideRoles).flatMap(([type, places]) =>
        places.flatMap((place) =>
          each(platform, { type, name: `with ${place}` }, (block) => {
            block[place] = ["arn:aws:iam::aws:policy/AdministratorAccess"];
          }),
        ),
      ),
  },
  {
    id: "node-role-minimal",
    rows: ["E13"],
    title: "Nodes may join the cluster and pull images, and nothing else",
    upstream: ["Nag IAM4", "CKV_AWS_274"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_iam_role_policy")
        .filter(({ arguments: { role } }) => isOf("cluster_nodes_role", role))
        .map(({ address }) => ({ address, problem: "lets nodes do more than nodes need" })),
    mutants: (platform) =>
      intruder(platform, "aws_iam_role_policy", {
        role: reference("aws_iam_role.cluster_nodes_role.name"),
        policy: "{}",
      }),
  },
];

function isDemanded({ role, policy_arn }: PlatformResource["arguments"]): boolean {
  const [, name = ""] = /^arn:aws:iam::aws:policy\/(.+)$/.exec(String(policy_arn)) ?? [];
  return Object.entries(demanded).some(([holder, names]) => isOf(holder, role) && names.includes(name));
}

function isOf(holder: string, role: unknown): boolean {
  return refersTo(role, { address: `aws_iam_role.${holder}` });
}
