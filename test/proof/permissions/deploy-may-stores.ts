import { type Claim, tags, type World } from "./claim";

/** Stores and keys. */
export function storesAndKeys(world: World): Claim[] {
  const { arn, account, bucket, secret, key } = world;
  const { prefix, environment } = account;
  const [own, making] = [tags(world, "ResourceTag"), tags(world, "RequestTag")];
  return [
    {
      why: "The vault",
      actions: ["backup:CreateBackupVault"],
      resources: [arn("backup", `backup-vault:${prefix}`)],
    },
    { why: "The vault", actions: ["backup-storage:MountCapsule"], resources: ["*"] },
    {
      why: "Tests of what is in it",
      actions: [
        "backup:CreateRestoreTestingPlan",
        "backup:CreateRestoreTestingSelection",
        "backup:DeleteRestoreTestingPlan",
        "backup:DeleteRestoreTestingSelection",
        "backup:UpdateRestoreTestingSelection",
      ],
      resources: [arn("backup", `restore-testing-plan:${prefix.replaceAll("-", "_")}_postgres-1`)],
    },
    { why: "Postgres", actions: ["rds:CreateDBInstance"], resources: [arn("rds", `db:${prefix}-postgres`)] },
    {
      why: "Postgres",
      actions: ["secretsmanager:CreateSecret"],
      resources: [arn("secretsmanager", "secret:rds!db-1")],
    },
    {
      why: "Valkey",
      actions: ["elasticache:CreateReplicationGroup"],
      resources: [arn("elasticache", `replicationgroup:${prefix}-cache`)],
    },
    {
      why: "Valkey's user",
      actions: ["cloudformation:CreateStack"],
      resources: [arn("cloudformation", `stack/${prefix}-cache-user/1`)],
    },
    { why: "Buckets", actions: ["s3:CreateBucket", "s3:PutBucketPolicy"], resources: [bucket("blobs")] },
    {
      why: "Secrets",
      actions: ["secretsmanager:PutSecretValue", "secretsmanager:GetSecretValue"],
      resources: [secret("salt")],
    },
    { why: "Keys", actions: ["kms:CreateKey"], resources: ["*"], context: making },
    { why: "Keys", actions: ["kms:PutKeyPolicy"], resources: [key("data_key_key")], context: own },
    ...(environment.protectData
      ? []
      : [
          {
            why: "Keys of a trial go with it, and can be brought back for 30 days",
            actions: ["kms:ScheduleKeyDeletion"],
            resources: [key("data_key_key")],
            context: own,
          },
        ]),
    { why: "Keys", actions: ["kms:CreateAlias"], resources: [arn("kms", `alias/${prefix}-data`)] },
    {
      why: "Keys",
      actions: ["kms:CreateGrant"],
      resources: [key("data_key_key")],
      context: { ...own, "kms:GrantIsForAWSResource": "true" },
    },
  ];
}
