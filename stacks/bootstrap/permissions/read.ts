import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** What a plan reads: configuration only, no object, no secret, no log line. */
export function readPermissions({
  environment,
  prefix,
  arnsAndCopies,
  eventRules,
  inRegion,
  inRegions,
}: Reach): Statement[] {
  const { accountId, region } = environment;
  return [
    {
      // Most describe actions know no resource.
      sid: "Configuration",
      actions: [
        "acm:Describe*",
        "acm:ListCertificates",
        "acm:ListTagsForCertificate",
        "cloudformation:Describe*",
        "cloudformation:GetTemplate",
        "cloudtrail:Describe*",
        "cloudtrail:Get*",
        "cloudtrail:List*",
        "cloudwatch:Describe*",
        "cloudwatch:ListTagsForResource",
        "cognito-idp:DescribeManagedLoginBranding*",
        "cognito-idp:DescribeUserPool*",
        "cognito-idp:GetUserPoolMfaConfig",
        "cognito-idp:ListTagsForResource",
        "ec2:Describe*",
        "ec2:GetEbs*",
        "ec2:GetManagedPrefixList*",
        "eks:Describe*",
        "eks:List*",
        "elasticache:Describe*",
        "elasticache:ListTagsForResource",
        "elasticloadbalancing:Describe*",
        "logs:Describe*",
        "logs:ListTagsForResource",
        // A plan draws the random values that it then throws away.
        "secretsmanager:GetRandomPassword",
        "sns:Get*",
        "sns:List*",
        "wafv2:Get*",
        "wafv2:List*",
      ],
      resources: ["*"],
      conditions: inRegion,
    },
    {
      // And what has copies in the second region.
      sid: "ConfigurationOfCopies",
      actions: [
        "backup:Describe*",
        "backup:Get*",
        "backup:List*",
        "kms:ListAliases",
        "kms:ListKeys",
        "rds:Describe*",
        "rds:ListTagsForResource",
      ],
      resources: ["*"],
      conditions: inRegions,
    },
    {
      // Route 53 and IAM are global: they answer from us-east-1 or from nowhere.
      sid: "GlobalConfiguration",
      actions: [
        "iam:GetOpenIDConnectProvider",
        "iam:ListOpenIDConnectProviders",
        "iam:ListPolicies",
        "route53:Get*",
        "route53:List*",
        "sts:GetCallerIdentity",
      ],
      resources: ["*"],
    },
    {
      sid: "Identities",
      actions: ["iam:GetPolicy*", "iam:GetRole*", "iam:ListPolicy*", "iam:ListRole*"].concat(
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListEntitiesForPolicy",
      ),
      resources: [
        `arn:aws:iam::${accountId}:role/${prefix}-*`,
        `arn:aws:iam::${accountId}:policy/${prefix}-*`,
        "arn:aws:iam::aws:policy/*",
      ],
    },
    {
      sid: "EventRules",
      actions: ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"],
      resources: eventRules,
    },
    {
      sid: "Keys",
      actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      resources: arnsAndCopies("kms", "key/*"),
    },
    {
      sid: "Buckets",
      actions: ["s3:GetBucket*", "s3:Get*Configuration", "s3:ListBucket", "s3:ListTagsForResource"],
      resources: [`arn:aws:s3:::${prefix}-*`],
    },
    {
      sid: "SecretNames",
      actions: ["DescribeSecret", "GetResourcePolicy", "ListSecretVersionIds"].map(
        (action) => `secretsmanager:${action}`,
      ),
      resources: [`arn:aws:secretsmanager:${region}:${accountId}:secret:${prefix}*`],
    },
  ];
}
