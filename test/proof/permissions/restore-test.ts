import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** AWS Backup, while it tests whether the newest snapshot becomes a database. */
export function restoreTestClaims(world: World): Claims {
  const { arn, key, secret, via, account } = world;
  const { prefix } = account;
  const restored = arn("rds", "db:awsbackup-restore-test-1");
  const snapshot = arn("rds", "snapshot:awsbackup:job-1");
  const database = arn("rds", `db:${prefix}-postgres`);
  const data = [key("data_key_key")];
  return {
    who: "AWS Backup, which restores the newest snapshot of the database for a test",
    may: [
      {
        why: "What there is to restore",
        actions: ["rds:DescribeDBSnapshots", "rds:ListTagsForResource"],
        resources: [snapshot],
      },
      {
        why: "Restoring it, with the networks and settings of the database",
        actions: ["rds:RestoreDBInstanceFromDBSnapshot"],
        resources: [
          restored,
          snapshot,
          arn("rds", `subgrp:${prefix}-postgres`),
          arn("rds", `pg:${prefix}-postgres-17`),
          arn("rds", "og:default:postgres-17"),
        ],
      },
      {
        why: "What was restored, until it is deleted",
        actions: [
          "rds:AddTagsToResource",
          "rds:DeleteDBInstance",
          "rds:DescribeDBInstances",
          "rds:ListTagsForResource",
        ],
        resources: [restored],
      },
      { why: "Its encryption", actions: ["kms:DescribeKey"], resources: data },
      {
        why: "Its encryption",
        actions: ["kms:CreateGrant"],
        resources: data,
        context: { "kms:GrantIsForAWSResource": "true" },
      },
      {
        why: "Its encryption, by way of RDS only",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: data,
        context: via("rds"),
      },
    ],
    mayNot: [
      {
        why: "The database that people use",
        actions: ["rds:DeleteDBInstance", "rds:ModifyDBInstance", "rds:RestoreDBInstanceFromDBSnapshot"],
        resources: [database],
      },
      {
        why: "A test changes nothing of what it has made, and opens it to nobody",
        actions: ["rds:ModifyDBInstance", "rds:CreateDBSnapshot"],
        resources: [restored],
      },
      {
        why: "Backups go by their age alone",
        actions: ["rds:DeleteDBSnapshot", "rds:ModifyDBSnapshotAttribute"],
        resources: [snapshot],
      },
      {
        why: "The key opens nothing outside of RDS, nor other keys anything",
        actions: ["kms:Decrypt"],
        resources: [...data, key("secrets_key_key")],
      },
      {
        why: "Grants for anybody but AWS",
        actions: ["kms:CreateGrant"],
        resources: data,
        context: { "kms:GrantIsForAWSResource": "false" },
      },
      { why: "Passwords", actions: ["secretsmanager:GetSecretValue"], resources: [secret("salt")] },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}

/** The job that looks into the database which AWS Backup has restored. */
export function postgresRestoreDrillClaims(world: World): Claims {
  const { arn, key, secret, account } = world;
  const restored = arn("rds", "db:awsbackup-restore-test-1");
  return {
    who: "The job that looks into the Postgres which AWS Backup has restored",
    may: [
      {
        why: "What was restored, and telling what it is worth",
        actions: ["backup:DescribeRestoreJob", "backup:ListRestoreJobs", "backup:PutRestoreValidationResult"],
        resources: ["*"],
      },
      { why: "Where it is", actions: ["rds:DescribeDBInstances"], resources: [restored] },
    ],
    mayNot: [
      {
        why: "AWS Backup deletes what it has restored",
        actions: ["rds:DeleteDBInstance", "rds:ModifyDBInstance"],
        resources: [restored],
      },
      {
        why: "The database that people use",
        actions: ["rds:DescribeDBInstances", "rds:DeleteDBInstance", "rds:ModifyDBInstance"],
        resources: [arn("rds", `db:${account.prefix}-postgres`)],
      },
      {
        why: "Backups go by their age alone, and it restores nothing itself",
        actions: ["backup:DeleteRecoveryPoint", "backup:StartRestoreJob"],
        resources: [arn("rds", "snapshot:awsbackup:job-1")],
      },
      { why: "Keys", actions: ["kms:Decrypt"], resources: [key("data_key_key"), key("secrets_key_key")] },
      {
        why: "Passwords reach pods as Secrets of Kubernetes",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [secret("salt"), secret("postgres-monitor-password")],
      },
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}
