import { absent, atLeast, exactly, matching, oneOf, ourKey } from "../expectations";
import { listed, policiesOf, type RenderedPolicy, type RenderedStatement } from "../policy-statements";
import { requires, whenProtected } from "../requires";
import { type Mutant, mutant, type Platform, type Rule } from "../rule";

const identityPolicies = (platform: Platform): RenderedPolicy[] => [
  ...policiesOf(platform, "aws_iam_policy", "policy"),
  ...policiesOf(platform, "aws_iam_role_policy", "policy"),
];

const everyPolicy = (platform: Platform): RenderedPolicy[] => [
  ...identityPolicies(platform),
  ...policiesOf(platform, "aws_s3_bucket_policy", "policy"),
  ...policiesOf(platform, "aws_kms_key", "policy"),
  ...policiesOf(platform, "aws_vpc_endpoint", "policy"),
  ...policiesOf(platform, "aws_iam_role", "assume_role_policy"),
];

/** Actions that AWS defines without a resource type, and why a workload of ours needs them. */
const actionsWithoutResource: Readonly<Record<string, string>> = {
  "logs:DescribeLogGroups":
    "flow logs look for their group by name (service authorization reference of CloudWatch Logs)",
  "cloudwatch:GetMetricData":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
  "cloudwatch:ListMetrics":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
  "tag:GetResources":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html",
};

/** IAM, KMS, Secrets Manager and CloudWatch Logs. */
export const identityRules: readonly Rule[] = [
  statements({
    id: "iam-no-wildcard-action",
    title: "No policy allows an action of every service, or every action of one",
    upstream: ["CKV_AWS_62", "CKV_AWS_63", "AVD-AWS-0057", "Nag IAM5"],
    policies: identityPolicies,
    violates: ({ Effect, Action }) =>
      Effect === "Allow" && listed(Action).some((action) => /^(\*|[a-z0-9-]+:\*)$/.test(action)),
    problem: "allows a wildcard action",
    worse: rewritten("aws_iam_role_policy", "policy", (statement) => ({ ...statement, Action: ["s3:*"] })),
  }),
  statements({
    id: "iam-no-wildcard-resource",
    title: "No policy allows an action on everything, unless AWS gives the action no resource",
    upstream: ["CKV_AWS_355", "CKV_AWS_356", "AVD-AWS-0345", "Nag IAM5"],
    policies: identityPolicies,
    violates: ({ Effect, Action, Resource }) =>
      Effect === "Allow" &&
      listed(Resource).includes("*") &&
      !listed(Action).every((action) => action in actionsWithoutResource),
    problem: "allows an action on every resource",
    worse: rewritten("aws_iam_role_policy", "policy", (statement) => ({ ...statement, Resource: ["*"] })),
  }),
  statements({
    id: "no-open-principal",
    title: "Everyone is named only to be refused",
    upstream: ["CKV_AWS_70", "CKV_AWS_33", "AVD-AWS-0065"],
    policies: (platform) =>
      everyPolicy(platform).filter(({ address }) => !address.startsWith("aws_vpc_endpoint.")),
    violates: ({ Effect, Principal }) =>
      Effect === "Allow" && JSON.stringify(Principal ?? "").includes('"*"'),
    problem: "allows everyone",
    worse: rewritten("aws_kms_key", "policy", (statement) => ({ ...statement, Principal: { AWS: ["*"] } })),
  }),
  statements({
    id: "confused-deputy",
    title: "An AWS service that acts for us must come from our account",
    upstream: ["FSBP", "CKV_AWS_111"],
    policies: everyPolicy,
    violates: (statement) => namesService(statement) && !limitsSource(statement),
    problem: "lets a service act without aws:SourceAccount, aws:SourceArn or kms:ViaService",
    worse: rewritten("aws_iam_role", "assume_role_policy", ({ Condition: _, ...statement }) => statement),
  }),
  requires({
    id: "key-rotates",
    title: "Every key rotates and takes 30 days to delete",
    upstream: ["CKV_AWS_7", "CKV2_AWS_64", "AVD-AWS-0065", "Nag KMS5"],
    type: "aws_kms_key",
    arguments: {
      enable_key_rotation: exactly(true),
      deletion_window_in_days: exactly(30),
      policy: matching(/"Statement"/),
    },
  }),
  requires({
    id: "key-deletion",
    title: "No key can be destroyed where data is protected",
    upstream: [],
    type: "aws_kms_key",
    appliesTo: whenProtected,
    arguments: { "lifecycle.prevent_destroy": exactly(true) },
  }),
  requires({
    id: "topic-encrypted",
    title: "Every topic is encrypted with our key",
    upstream: ["CKV_AWS_26", "AVD-AWS-0095", "Nag SNS2"],
    type: "aws_sns_topic",
    arguments: { kms_master_key_id: ourKey },
  }),
  requires({
    id: "secret-encrypted",
    title: "Every secret is encrypted with our key",
    upstream: ["CKV_AWS_149", "AVD-AWS-0098"],
    type: "aws_secretsmanager_secret",
    arguments: { kms_key_id: ourKey },
  }),
  requires({
    id: "secret-recoverable",
    title: "A deleted secret can be brought back for at least a week where data is protected",
    upstream: [],
    type: "aws_secretsmanager_secret",
    appliesTo: whenProtected,
    arguments: { recovery_window_in_days: atLeast(7) },
  }),
  requires({
    id: "secret-write-only",
    title: "Secret values are written without being stored",
    upstream: ["CKV_SECRET_6"],
    type: "aws_secretsmanager_secret_version",
    arguments: {
      secret_string: absent,
      secret_binary: absent,
      secret_string_wo: matching(/ephemeral\./),
      secret_string_wo_version: atLeast(1),
    },
  }),
  requires({
    id: "logs-bounded",
    title: "Every log group is encrypted with our key and forgets",
    upstream: ["CKV_AWS_66", "CKV_AWS_158", "AVD-AWS-0017"],
    type: "aws_cloudwatch_log_group",
    arguments: { kms_key_id: ourKey, retention_in_days: oneOf(30, 60, 90, 180, 365) },
  }),
];

interface StatementRule extends Pick<Rule, "id" | "title" | "upstream"> {
  readonly policies: (platform: Platform) => readonly RenderedPolicy[];
  readonly violates: (statement: RenderedStatement) => boolean;
  readonly problem: string;
  readonly worse: Mutant;
}

function statements({ policies, violates, problem, worse, ...rule }: StatementRule): Rule {
  return {
    ...rule,
    appliesTo: () => true,
    check: (platform) =>
      policies(platform).flatMap(({ address, statements }) =>
        statements
          .filter(violates)
          .map(({ Sid = "without a sid" }) => ({ address, problem: `statement ${Sid} ${problem}` })),
      ),
    mutants: [worse],
  };
}

function namesService({ Effect, Principal }: RenderedStatement): boolean {
  return Effect === "Allow" && typeof Principal === "object" && Principal !== null && "Service" in Principal;
}

function limitsSource({ Condition = {} }: RenderedStatement): boolean {
  const keys = Object.values(Condition).flatMap(Object.keys);
  return keys.some((key) =>
    /^(aws:Source(Account|Arn)|kms:ViaService|kms:CallerAccount|kms:EncryptionContext:)/i.test(key),
  );
}

function rewritten(type: string, argument: string, change: (statement: RenderedStatement) => object): Mutant {
  return mutant(`${type} with a worse statement`, type, (block) => {
    if (typeof block[argument] !== "string") return;
    const policy = JSON.parse(block[argument]);
    block[argument] = JSON.stringify({ ...policy, Statement: policy.Statement.map(change) });
  });
}
