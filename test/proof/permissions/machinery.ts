import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

const everyBucket = ["blobs", "backups", "access-logs"];

/** EKS itself. */
export function clusterClaims(world: World): Claims {
  const { arn, key, role, secret, elsewhere, account } = world;
  return {
    who: "The control plane of EKS and Auto Mode, which makes nodes, volumes and network interfaces",
    may: [
      { why: "Nodes", actions: ["ec2:RunInstances"], resources: [arn("ec2", "instance/i-1")] },
      {
        why: "Nodes get their profile",
        actions: ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"],
        resources: [`arn:aws:iam::${account.environment.accountId}:instance-profile/eks-1`],
      },
      {
        why: "Nodes get their role",
        actions: ["iam:PassRole"],
        resources: [role("node")],
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
      {
        why: "AWS's own roles for spot capacity and load balancing",
        actions: ["iam:CreateServiceLinkedRole"],
        resources: [
          `arn:aws:iam::${account.environment.accountId}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        ],
        context: { "iam:AWSServiceName": "spot.amazonaws.com" },
      },
      {
        why: "Secrets of Kubernetes, encrypted by their key",
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
        resources: [key("cluster_keys_secrets_key")],
      },
      {
        why: "Volumes, encrypted by their key",
        actions: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncryptTo",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:DescribeKey",
        ],
        resources: [key("cluster_keys_volumes_key")],
      },
      {
        why: "EC2 may use the key for the volumes that it attaches",
        actions: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        resources: [key("cluster_keys_volumes_key")],
        context: { "kms:GrantIsForAWSResource": "true" },
      },
    ],
    mayNot: [
      {
        why: "A role handed to a function would run anything",
        actions: ["iam:PassRole"],
        resources: [role("node")],
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
      {
        why: "Only roles of this environment become roles of nodes",
        actions: ["iam:PassRole"],
        resources: [
          elsewhere(role("node")),
          `arn:aws:iam::${account.environment.accountId}:role/administrator`,
        ],
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
      {
        why: "In no other region",
        actions: ["ec2:RunInstances"],
        resources: [arn("ec2", "instance/i-1")],
        context: world.thirdRegion,
      },
      {
        why: "Secrets of others",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [elsewhere(secret("salt"))],
      },
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}

/** Every node. */
export function nodeClaims(world: World): Claims {
  const { arn, secret, elsewhere, account } = world;
  const through = world.through("ecr.api");
  return {
    who: "Nodes: they join the cluster and pull images; pods have roles of their own",
    may: [
      { why: "Images", actions: ["ecr:GetAuthorizationToken"], resources: ["*"], ...through },
      { why: "Images", actions: ["ecr:BatchGetImage"], resources: [arn("ecr", "repository/x")], ...through },
      {
        why: "Roles for pods, as the agent hands them out",
        actions: ["eks-auth:AssumeRoleForPodIdentity"],
        resources: [arn("eks", `cluster/${account.prefix}`)],
      },
    ],
    mayNot: [
      {
        why: "Images are pushed by nobody here",
        actions: ["ecr:PutImage", "ecr:DeleteRepository"],
        resources: [arn("ecr", "repository/x")],
      },
      {
        why: "Secrets of others",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [elsewhere(secret("salt"))],
      },
      {
        why: "A node administers no cluster",
        actions: ["eks:CreateAccessEntry"],
        resources: [arn("eks", `cluster/${account.prefix}`)],
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}

/** VPC flow logs. */
export function flowLogClaims({ arn, bucket, account }: World): Claims {
  const group = `log-group:${account.prefix}-vpc-flow-log`;
  return {
    who: "VPC flow logs, which write down who talked to whom",
    may: [
      {
        why: "Records",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [arn("logs", `${group}:log-stream:eni-1`)],
      },
      {
        why: "Where they go",
        actions: ["logs:DescribeLogStreams"],
        resources: [arn("logs", `${group}:log-stream:`)],
      },
      { why: "Where they go", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    ],
    mayNot: [
      {
        why: "It writes and neither reads nor removes",
        actions: ["logs:GetLogEvents", "logs:DeleteLogStream"],
        resources: [arn("logs", `${group}:log-stream:eni-1`)],
      },
      {
        why: "Logs of the cluster and the databases are none of its business",
        actions: ["logs:PutLogEvents", "logs:CreateLogStream"],
        resources: [arn("logs", `log-group:/aws/eks/${account.prefix}/cluster:log-stream:x`)],
      },
      {
        why: "It holds nothing beside logs",
        actions: ["s3:GetObject"],
        resources: everyBucket.map((name) => `${bucket(name)}/x`),
      },
    ],
  };
}

/** RDS's enhanced monitoring. */
export function monitoringClaims({ arn, elsewhere, secret, bucket }: World): Claims {
  const stream = arn("logs", "log-group:RDSOSMetrics:log-stream:db-1");
  return {
    who: "RDS, which writes figures of the database's operating system",
    may: [{ why: "Figures", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [stream] }],
    mayNot: [
      { why: "It removes nothing", actions: ["logs:DeleteLogStream"], resources: [stream] },
      {
        why: "Secrets and buckets of others",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [elsewhere(secret("salt"))],
      },
      {
        why: "Secrets and buckets of others",
        actions: ["s3:GetObject"],
        resources: [`${elsewhere(bucket("blobs"))}/events/1.json`],
      },
      { why: "It changes no database", actions: ["rds:DeleteDBInstance"], resources: [arn("rds", "db:x")] },
    ],
  };
}
