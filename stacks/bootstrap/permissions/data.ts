import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** Databases, caches, buckets, secrets and keys: their configuration and, of the secrets alone, their content. */
export function dataPermissions({
  environment,
  prefix,
  arns,
  arnsAndCopies,
  inRegions,
  tagged,
  tagging,
}: Reach): Statement[] {
  return [
    {
      sid: "Postgres",
      actions: ["Add*", "Create*", "Delete*", "Modify*", "Reboot*", "Remove*", "Restore*"].map(
        (verb) => `rds:${verb}`,
      ),
      resources: arns("rds", ...["db", "pg", "og", "subgrp", "snapshot"].map((kind) => `${kind}:${prefix}*`)),
    },
    ...(environment.disasterRecovery
      ? [
          {
            // Asked in the second region, about the instance in the first one.
            sid: "PostgresCopies",
            actions: ["Start", "Stop"].map((verb) => `rds:${verb}DBInstanceAutomatedBackupsReplication`),
            resources: arnsAndCopies("rds", `db:${prefix}*`, "auto-backup:*"),
          },
        ]
      : []),
    {
      // RDS names the master's secret itself and makes it on behalf of whoever creates the instance.
      sid: "PostgresMasterSecret",
      actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource", "secretsmanager:RotateSecret"],
      resources: arns("secretsmanager", "secret:rds!*"),
    },
    {
      sid: "Vault",
      actions: ["Create*", "Delete*", "Put*", "Update*", "TagResource", "UntagResource"].map(
        (verb) => `backup:${verb}`,
      ),
      resources: [
        ...arnsAndCopies("backup", `backup-vault:${prefix}`, `backup-vault:${prefix}-copies`),
        ...arns("backup", "backup-plan:*", "restore-testing-plan:*"),
      ],
    },
    {
      // Every vault is made through it; it knows no resource.
      sid: "VaultStorage",
      actions: ["backup-storage:MountCapsule"],
      resources: ["*"],
      conditions: inRegions,
    },
    {
      sid: "Cache",
      actions: ["Add*", "Create*", "Decrease*", "Delete*", "Increase*", "Modify*", "Remove*", "Reset*"].map(
        (verb) => `elasticache:${verb}`,
      ),
      resources: arns(
        "elasticache",
        ...[
          "cluster",
          "parametergroup",
          "replicationgroup",
          "snapshot",
          "subnetgroup",
          "user",
          "usergroup",
        ].map((kind) => `${kind}:${prefix}*`),
        // Parameter groups that AWS maintains.
        "parametergroup:default*",
      ),
    },
    {
      sid: "Buckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucket*",
        "s3:Put*Configuration",
        "s3:TagResource",
        "s3:UntagResource",
        // An environment without data protection empties its buckets before it removes them.
        "s3:ListBucketVersions",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        ...(environment.protectData ? [] : ["s3:BypassGovernanceRetention"]),
      ],
      resources: [`arn:aws:s3:::${prefix}-*`],
    },
    {
      sid: "Secrets",
      actions: [
        "CancelRotateSecret",
        "CreateSecret",
        "DeleteResourcePolicy",
        "DeleteSecret",
        "PutResourcePolicy",
        "PutSecretValue",
        "RemoveRegionsFromReplication",
        "ReplicateSecretToRegions",
        "RestoreSecret",
        "RotateSecret",
        "TagResource",
        "UntagResource",
        "UpdateSecret",
        "UpdateSecretVersionStage",
      ].map((action) => `secretsmanager:${action}`),
      resources: arns("secretsmanager", `secret:${prefix}*`),
    },
    {
      // The provider reads a version back whenever it refreshes one, although it remembers no value; CloudFormation
      // reads what a template refers to (`resolve:secretsmanager`) as whoever deploys.
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: arns("secretsmanager", `secret:${prefix}*`),
    },
    {
      sid: "Templates",
      actions: ["CreateStack", "DeleteStack", "TagResource", "UntagResource", "UpdateStack"].map(
        (action) => `cloudformation:${action}`,
      ),
      resources: arns("cloudformation", `stack/${prefix}-*`),
    },
    {
      sid: "MakeKeys",
      actions: ["kms:CreateKey", "kms:TagResource"],
      resources: ["*"],
      conditions: { StringEquals: { ...inRegions.StringEquals, ...tagging.StringEquals } },
    },
    {
      sid: "OwnKeys",
      actions: [
        "CreateAlias",
        "Decrypt",
        "DeleteAlias",
        "DescribeKey",
        "EnableKeyRotation",
        "GenerateDataKey*",
        "PutKeyPolicy",
        ...(environment.protectData ? [] : ["ScheduleKeyDeletion"]),
        "TagResource",
        "UntagResource",
        "UpdateAlias",
        "UpdateKeyDescription",
      ].map((action) => `kms:${action}`),
      resources: arnsAndCopies("kms", "key/*"),
      conditions: tagged,
    },
    {
      sid: "Aliases",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: arnsAndCopies("kms", `alias/${prefix}-*`),
    },
    {
      sid: "LendKeysToServices",
      actions: ["kms:CreateGrant", "kms:RetireGrant", "kms:RevokeGrant"],
      resources: arnsAndCopies("kms", "key/*"),
      conditions: { ...tagged, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
