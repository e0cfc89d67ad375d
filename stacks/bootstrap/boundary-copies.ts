import type { Statement } from "../../constructs/policy";
import { RESTORED_PREFIX } from "../../constructs/restore-test";
import type { Reach } from "./reach";

/** What makes copies of data elsewhere, measures them, and tries whether they can be restored. */
export function forCopies(reach: Reach): Statement[] {
  const { environment, prefix, arns, arnsAndCopies, vaultAccount } = reach;
  return [
    ...(vaultAccount
      ? [
          {
            // As S3 in another account, which decides by itself whom its key serves.
            sid: "KeyOfTheVaultAccount",
            actions: ["kms:Encrypt", "kms:GenerateDataKey"],
            resources: [vaultAccount.keyArnPattern],
          },
        ]
      : []),
    ...(environment.disasterRecovery ? ageOfCopies(reach) : []),
    {
      // As AWS Backup.
      sid: "CopiesOfDatabases",
      actions: [
        "backup:CopyFromBackupVault",
        "backup:CopyIntoBackupVault",
        "backup:DescribeBackupVault",
        "rds:AddTagsToResource",
        "rds:CopyDBSnapshot",
        "rds:CreateDBSnapshot",
        "rds:DeleteDBSnapshot",
        "rds:DescribeDBSnapshots",
        "rds:ListTagsForResource",
        "rds:ModifyDBSnapshotAttribute",
      ],
      resources: [
        ...arns("rds", `db:${prefix}-*`),
        ...arnsAndCopies("rds", "snapshot:awsbackup:*"),
        ...arnsAndCopies("backup", `backup-vault:${prefix}`, `backup-vault:${prefix}-copies`),
        ...(vaultAccount ? [vaultAccount.vaultArn] : []),
      ],
    },
    {
      // As AWS Backup, once a month.
      sid: "RestoreTests",
      actions: [
        "AddTagsToResource",
        "DeleteDBInstance",
        "ListTagsForResource",
        "RestoreDBInstanceFromDBSnapshot",
      ].map((action) => `rds:${action}`),
      resources: arns(
        "rds",
        `db:${RESTORED_PREFIX}*`,
        "snapshot:awsbackup:*",
        `subgrp:${prefix}-*`,
        `pg:${prefix}-*`,
        "og:default:*",
      ),
    },
  ];
}

/** All that a workload may ask in another region, beside the names of objects. */
function ageOfCopies({ prefix, arnsAndCopies, inRegions, vaultAccount }: Reach): Statement[] {
  return [
    {
      sid: "AgeOfCopies",
      actions: [
        // What AWS Backup has brought to another account, said here.
        ...(vaultAccount ? ["backup:ListCopyJobs"] : []),
        "backup:ListRecoveryPointsByBackupVault",
        "cloudwatch:GetMetricStatistics",
        "rds:DescribeDBInstanceAutomatedBackups",
      ],
      resources: ["*"],
      conditions: inRegions,
    },
    {
      sid: "AgeOfCopiedSecrets",
      actions: ["secretsmanager:ListSecretVersionIds"],
      resources: arnsAndCopies("secretsmanager", `secret:${prefix}/*`),
    },
  ];
}
