import { type Claim, tags, type World } from "./claim";

/** What would make the deploy role stronger than it is. */
export function itself({ account, role, arn }: World): Claim[] {
  const { names, prefix, environment } = account;
  const bounded = { "iam:PermissionsBoundary": names.boundaryArn };
  const ownPolicy = `arn:aws:iam::${environment.accountId}:policy/${prefix}-deploy-data`;
  return [
    {
      why: "It cannot make a role that is stronger than itself",
      actions: ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"],
      resources: [role("langfuse")],
    },
    {
      why: "No role is freed of the boundary, nor given another",
      actions: ["iam:DeleteRolePermissionsBoundary"],
      resources: [role("langfuse")],
      context: bounded,
    },
    {
      why: "No role is freed of the boundary, nor given another",
      actions: ["iam:PutRolePermissionsBoundary"],
      resources: [role("langfuse")],
      context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
    {
      why: "It changes neither itself nor the boundary",
      actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"],
      resources: [names.boundaryArn, ownPolicy],
    },
    {
      why: "It changes neither itself nor the boundary",
      actions: ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole"],
      resources: [names.deployRoleArn, names.planRoleArn],
      context: bounded,
    },
    {
      why: "Nor the stack that made it",
      actions: ["cloudformation:UpdateStack", "cloudformation:DeleteStack"],
      resources: [arn("cloudformation", `stack/${prefix}-bootstrap/1`)],
    },
    {
      why: "A role handed to a function would run anything",
      actions: ["iam:PassRole"],
      resources: [role("langfuse")],
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
    {
      why: "No users, no keys of users",
      actions: ["iam:CreateUser", "iam:CreateAccessKey"],
      resources: [`arn:aws:iam::${environment.accountId}:user/x`],
    },
  ];
}

/** What is none of its business. */
export function strangers(world: World): Claim[] {
  const { arn, bucket, secret, elsewhere, key, account } = world;
  const { environment } = account;
  return [
    {
      why: "Traces are read by whoever works with them",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [`${bucket("blobs")}/events/1.json`, `${bucket("backups")}/1`],
    },
    ...(environment.protectData
      ? [
          {
            why: "Locked backups outlive who deploys",
            actions: ["s3:BypassGovernanceRetention"],
            resources: [`${bucket("backups")}/1`],
          },
          {
            why: "So does the record of what was done",
            actions: ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"],
            resources: [arn("cloudtrail", `trail/${account.prefix}-audit`)],
          },
          {
            why: "Keys outlive who deploys, and with them whatever they encrypt",
            actions: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
            resources: ["data", "secrets", "backups", "logs"].map((purpose) => key(`${purpose}_key_key`)),
            context: tags(world, "ResourceTag"),
          },
        ]
      : []),
    {
      why: "Another environment, even in the same account",
      actions: ["s3:PutBucketPolicy", "s3:DeleteBucket"],
      resources: [elsewhere(bucket("blobs"))],
    },
    {
      why: "Another environment, even in the same account",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [elsewhere(secret("salt"))],
    },
    {
      why: "Another environment, even in the same account",
      actions: ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"],
      resources: [key("data_key_key")],
      context: { "aws:ResourceTag/environment": "other", "aws:ResourceTag/managed-by": "cdktf" },
    },
    { why: "Databases of others", actions: ["rds:DeleteDBInstance"], resources: [arn("rds", "db:billing")] },
    { why: "Networks of others", actions: ["ec2:DeleteVpc"], resources: [arn("ec2", "vpc/vpc-2")] },
    {
      why: "In no other region",
      actions: ["ec2:CreateVpc"],
      resources: [arn("ec2", "vpc/vpc-1")],
      context: world.thirdRegion,
    },
    {
      why: "Names of others",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: [`arn:aws:route53:::hostedzone/Z1`],
      context: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["shop.example.org"] },
    },
  ];
}

/** What everything depends on. */
export function theState(world: World): Claim[] {
  const { account, state } = world;
  const { names, environment, stateKeyArn } = account;
  const object = `${state}/${environment.name}/data.tfstate`;
  return [
    {
      why: "A state is never removed, nor its history",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [object],
    },
    {
      why: "State of others",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [`${state}/other/data.tfstate`],
    },
    {
      why: "The bucket of the state stays as the bootstrap made it",
      actions: ["s3:PutBucketPolicy", "s3:DeleteBucket", "s3:PutLifecycleConfiguration"],
      resources: [state],
    },
    {
      why: "So does its key",
      actions: ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:CreateGrant"],
      resources: [stateKeyArn],
      context: {
        "kms:ResourceAliases": [names.stateKeyAlias],
        // Also when somebody has tagged it as ours.
        ...tags(world, "ResourceTag"),
      },
    },
    {
      why: "So does its key",
      actions: ["kms:UpdateAlias", "kms:DeleteAlias"],
      resources: [names.stateKeyAliasArn],
    },
  ];
}
