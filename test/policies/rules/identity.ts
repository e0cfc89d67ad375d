import { reference } from "../../support/terraform-json";
import { intruder } from "../mutants";
import { resources } from "../platform";
import { conditionKeys, identityPlaces, listed, type RenderedStatement } from "../policy-statements";
import type { Rule } from "../rule";
import { forbids } from "../statement-rule";
import { actionsWithoutResource } from "./unbounded-actions";

const lasting: readonly string[] = ["aws_iam_user", "aws_iam_access_key", "aws_iam_group", "AWS::IAM::User"];

const nodePolicies: readonly string[] = [
  "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
  "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
];

/** Who may do what: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const identityRules: readonly Rule[] = [
  forbids({
    id: "iam-no-wildcard-action",
    rows: ["K3"],
    title: "No workload may do everything, or everything of one service",
    upstream: ["CKV_AWS_62", "CKV_AWS_63", "AVD-AWS-0057", "Nag IAM5"],
    places: identityPlaces.filter(({ type }) => type.startsWith("aws_")),
    violates: ({ Effect, Action }) =>
      Effect === "Allow" && listed(Action).some((action) => /^(\*|[a-z0-9-]+:\*)$/.test(action)),
    problem: "allows a wildcard action",
    where: isAllow,
    worse: (statement) => ({ ...statement, Action: ["s3:*"] }),
  }),
  forbids({
    id: "iam-never-everything",
    rows: ["K3"],
    title: "No role, the deployer's included, may do every action of every service",
    upstream: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "AVD-AWS-0057"],
    places: identityPlaces,
    violates: ({ Effect, Action }) =>
      Effect === "Allow" &&
      listed(Action).some((action) => action === "*" || action === "*:*" || action === "iam:*"),
    problem: "allows everything",
    where: isAllow,
    worse: (statement) => ({ ...statement, Action: ["*"] }),
  }),
  forbids({
    id: "iam-no-wildcard-resource",
    rows: ["K3"],
    title: "No workload may act on everything, unless AWS gives the action no resource",
    upstream: [
      "CKV_AWS_355",
      "CKV_AWS_356",
      "CKV_AWS_288",
      "CKV_AWS_290",
      "AVD-AWS-0345",
      "AVD-AWS-0342",
      "Nag IAM5",
    ],
    places: identityPlaces.filter(({ type }) => type.startsWith("aws_")),
    violates: ({ Effect, Action, Resource }) =>
      Effect === "Allow" &&
      listed(Resource).includes("*") &&
      !listed(Action).every((action) => action in actionsWithoutResource),
    problem: "allows an action on every resource",
    where: isAllow,
    worse: (statement) => ({ ...statement, Action: ["s3:GetObject"], Resource: ["*"] }),
  }),
  forbids({
    id: "pass-role-bounded",
    rows: ["K3"],
    title: "Who hands over a role says to which service",
    upstream: ["CKV_AWS_286", "AVD-AWS-0342", "CKV_AWS_274"],
    places: identityPlaces,
    violates: ({ Effect, Action, ...statement }) =>
      Effect === "Allow" &&
      listed(Action).includes("iam:PassRole") &&
      !conditionKeys({ Effect, Action, ...statement }).some((key) => /^iam:PassedToService$/i.test(key)),
    problem: "hands over roles to any service",
    where: isAllow,
    worse: ({ Condition: _, ...statement }) => ({ ...statement, Action: ["iam:PassRole"] }),
  }),
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
    id: "node-role-minimal",
    rows: ["E13"],
    title: "Nodes may join the cluster and pull images, and nothing else",
    upstream: ["Nag IAM4", "CKV_AWS_274"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_iam_role_policy_attachment")
        .filter(({ arguments: { role } }) => String(role).includes("_nodes_role"))
        .filter(({ arguments: { policy_arn } }) => !nodePolicies.includes(String(policy_arn)))
        .map(({ address }) => ({ address, problem: "lets nodes do more than nodes need" })),
    mutants: (platform) =>
      intruder(platform, "aws_iam_role_policy_attachment", {
        role: reference("aws_iam_role.cluster_nodes_role.name"),
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
  },
];

function isAllow({ Effect }: RenderedStatement): boolean {
  return Effect === "Allow";
}
