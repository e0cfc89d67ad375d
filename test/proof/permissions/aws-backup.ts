import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";
import { snapshotsAbroad } from "./vault-account";

/** AWS Backup itself. */
export function awsBackupClaims(world: World): Claims {
  const { arn, key, secret, elsewhere, copies, account } = world;
  const database = arn("rds", `db:${account.prefix}-postgres`);
  const snapshot = arn("rds", "snapshot:awsbackup:job-1");
  const vault = arn("backup", `backup-vault:${account.prefix}`);
  const keys = [key("backups_key_key"), key("data_key_key")].concat(
    copies ? [key("copies_backups_key_key")] : [],
  );
  const snapshotActions = [
    "rds:AddTagsToResource",
    "rds:CopyDBSnapshot",
    "rds:CreateDBSnapshot",
    "rds:DeleteDBSnapshot",
    "rds:DescribeDBSnapshots",
    "rds:ListTagsForResource",
    "rds:ModifyDBSnapshotAttribute",
  ];
  const there = copies
    ? [
        {
          why: "Copies of the copies, in the second region",
          actions: snapshotActions,
          resources: [copies.arn("rds", "snapshot:awsbackup:job-1")],
          context: copies.there,
        },
        {
          why: "Copies of the copies, in the second region",
          actions: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
          resources: [copies.arn("backup", `backup-vault:${account.prefix}-copies`)],
          context: copies.there,
        },
        {
          why: "Copies of the copies, in the second region",
          actions: ["backup:CopyFromBackupVault"],
          resources: [vault],
        },
      ]
    : [];
  return {
    who: "AWS Backup, which copies the database to its vault",
    may: [
      {
        why: "Copies of the database",
        actions: [
          "rds:CreateDBSnapshot",
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
          "rds:ListTagsForResource",
        ],
        resources: [database],
      },
      {
        why: "Copies of the database",
        actions: snapshotActions,
        resources: [snapshot],
      },
      {
        why: "The vault",
        actions: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
        resources: [vault],
      },
      { why: "Their encryption", actions: ["kms:DescribeKey"], resources: keys },
      {
        why: "Their encryption",
        actions: ["kms:CreateGrant"],
        resources: keys,
        context: { "kms:GrantIsForAWSResource": "true" },
      },
      ...there,
      ...snapshotsAbroad(world),
    ],
    mayNot: [
      { why: "It removes no database", actions: ["rds:DeleteDBInstance"], resources: [arn("rds", "db:x")] },
      {
        why: "Secrets of others",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [elsewhere(secret("salt"))],
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}
