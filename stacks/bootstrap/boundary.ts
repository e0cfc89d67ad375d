import { receiverPermissions } from "../../constructs/alert-receivers";
import type { Statement } from "../../constructs/policy";
import { forCopies } from "./boundary-copies";
import { never } from "./boundary-denials";
import type { Reach } from "./reach";

/** The most that any role of the platform can do, whatever its own policies say. It grants nothing by itself; it is
 *  what keeps the deploy role from making a role that is stronger than the deploy role. */
export function boundaryStatements(reach: Reach): Statement[] {
  return [forTheCluster, forWorkloads, forCopies, forStrangersDoors, never].flatMap((part) => part(reach));
}

/** EKS Auto Mode runs nodes, volumes, addresses and load balancers with the roles of the cluster and its nodes. */
function forTheCluster({ environment, prefix, inRegion }: Reach): Statement[] {
  const { accountId } = environment;
  return [
    {
      sid: "Nodes",
      actions: [
        "autoscaling:Describe*",
        "ec2:*",
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:BatchImportUpstreamImage",
        "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer",
        "eks:DescribeCluster",
        "eks-auth:AssumeRoleForPodIdentity",
        "elasticloadbalancing:*",
        "pricing:GetProducts",
        "ssm:GetParameter",
      ],
      resources: ["*"],
      conditions: inRegion,
    },
    {
      sid: "NodeProfiles",
      actions: [
        "AddRoleToInstanceProfile",
        "CreateInstanceProfile",
        "DeleteInstanceProfile",
        "GetInstanceProfile",
        "ListInstanceProfiles",
        "RemoveRoleFromInstanceProfile",
        "TagInstanceProfile",
      ].map((action) => `iam:${action}`),
      resources: [`arn:aws:iam::${accountId}:instance-profile/*`],
    },
    {
      sid: "NodeRoles",
      actions: ["iam:PassRole"],
      resources: [`arn:aws:iam::${accountId}:role/${prefix}-*`],
      conditions: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
      conditions: {
        StringEquals: {
          "iam:AWSServiceName": [
            "ec2.amazonaws.com",
            "elasticloadbalancing.amazonaws.com",
            "spot.amazonaws.com",
          ],
        },
      },
    },
  ];
}

/** Buckets, keys, secrets and telemetry of this environment. */
function forWorkloads({ prefix, arns, arnsAndCopies, inRegion, eventRules }: Reach): Statement[] {
  return [
    {
      sid: "Buckets",
      actions: ["s3:*"],
      resources: [`arn:aws:s3:::${prefix}-*`],
    },
    {
      sid: "Keys",
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ListGrants",
        "kms:ReEncrypt*",
        "kms:RevokeGrant",
      ],
      // S3 encrypts copies in the second region with the role that copies.
      resources: arnsAndCopies("kms", "key/*"),
    },
    {
      sid: "Secrets",
      actions: ["DescribeSecret", "GetResourcePolicy", "GetSecretValue", "ListSecretVersionIds"].map(
        (action) => `secretsmanager:${action}`,
      ),
      resources: arns("secretsmanager", `secret:${prefix}*`, "secret:rds!*"),
    },
    {
      sid: "Telemetry",
      actions: [
        "backup:Describe*",
        "backup:List*",
        "backup:ListRecoveryPointsByBackupVault",
        "backup:PutRestoreValidationResult",
        "cloudwatch:Describe*",
        "cloudwatch:Get*",
        "cloudwatch:List*",
        "cloudwatch:PutMetricData",
        "elasticache:Describe*",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:Describe*",
        "logs:GetLogEvents",
        "logs:PutLogEvents",
        "logs:PutRetentionPolicy",
        "rds:Describe*",
        "tag:GetResources",
      ],
      resources: ["*"],
      conditions: inRegion,
    },
    // As EventBridge, from other regions, if something of the environment is told there.
    ...(eventRules.length > 1
      ? [
          {
            sid: "EventsOfOtherRegions",
            actions: ["events:PutEvents"],
            resources: arns("events", "event-bus/default"),
          },
        ]
      : []),
  ];
}

/** What the environment names and does not make: topics that hear of alerts, and the second home of samples. They come
 *  and go with `npm run bootstrap`. */
function forStrangersDoors({ environment: { alerting, observability } }: Reach): Statement[] {
  const [tell, encrypt] = receiverPermissions(alerting.receivers);
  const { longTerm } = observability;
  return [
    ...[tell, encrypt].flatMap((permission) =>
      permission && !("everyBecause" in permission.resources)
        ? [{ ...permission, resources: permission.resources }]
        : [],
    ),
    ...(longTerm.kind === "managed-prometheus"
      ? [{ sid: "LongTermMetrics", actions: ["aps:RemoteWrite"], resources: [longTerm.workspaceArn] }]
      : []),
  ];
}
