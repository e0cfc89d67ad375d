import { type Claims, tags, type World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";
import { copiesAbroad } from "./vault-account";

/** S3 itself, while it copies one of the buckets. */
export function replicationClaims(
  purpose: "blobs" | "backups",
  keys: { readonly here: string; readonly there: string },
): (world: World) => Claims {
  return (world) => {
    const { bucket, key, via, copies } = world;
    const [source, replica] = [bucket(purpose), bucket(`copies-${purpose}`)];
    const locked = purpose === "backups";
    const locks = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"];
    const abroad = copiesAbroad(world, purpose);
    return {
      who: `S3, which copies ${purpose} to the second region`,
      may: [
        {
          why: "What there is to copy",
          actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          resources: [source],
        },
        {
          why: "Objects with their tags, and locks where there are some",
          actions: [
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionTagging",
            ...(locked ? locks : []),
          ],
          resources: [`${source}/*`],
        },
        {
          why: "Copies",
          actions: ["s3:ReplicateObject", "s3:ReplicateTags", ...(locked ? [] : ["s3:ReplicateDelete"])],
          resources: [`${replica}/*`],
        },
        {
          why: "Their encryption, by way of S3 only",
          actions: ["kms:Decrypt"],
          resources: [key(keys.here)],
          context: via("s3"),
        },
        {
          why: "Their encryption, by way of S3 only",
          actions: ["kms:Encrypt", "kms:GenerateDataKey"],
          resources: [key(keys.there)],
          context: copies?.via("s3"),
        },
        ...abroad.may,
      ],
      mayNot: [
        ...abroad.mayNot,
        {
          why: "It copies and changes nothing here",
          actions: ["s3:PutObject", "s3:DeleteObject", "s3:ReplicateObject"],
          resources: [`${source}/1`],
        },
        ...(locked
          ? [
              {
                why: "No deletion reaches the copies of backups",
                actions: ["s3:ReplicateDelete", "s3:DeleteObject"],
                resources: [`${replica}/1`],
              },
            ]
          : []),
        {
          why: "Copies are read by whoever makes the environment again",
          actions: ["s3:GetObject"],
          resources: [`${replica}/1`],
        },
        {
          why: "The key here opens what is copied, outside of S3 nothing",
          actions: ["kms:Decrypt"],
          resources: [key(keys.here), key(keys.there)],
        },
        ...strangersBuckets(world, "s3:ReplicateObject"),
      ],
    };
  };
}

/** What copies in a second region take of whoever deploys; nothing where there are none. */
export function deployOfCopies(world: World): Pick<Claims, "may" | "mayNot"> {
  const { copies, key, account } = world;
  if (!copies) return { may: [], mayNot: [] };
  const { there, arn } = copies;
  const { prefix } = account;
  return {
    may: [
      {
        why: "Keys of the copies",
        actions: ["kms:CreateKey"],
        resources: ["*"],
        context: { ...there, ...tags(world, "RequestTag") },
      },
      {
        why: "Keys of the copies",
        actions: ["kms:PutKeyPolicy", "kms:GenerateDataKey", "kms:Decrypt"],
        resources: [key("copies_secrets_key_key")],
        context: { ...there, ...tags(world, "ResourceTag") },
      },
      {
        why: "Keys of the copies",
        actions: ["kms:CreateAlias"],
        resources: [arn("kms", `alias/${prefix}-copies-secrets`)],
        context: there,
      },
      {
        why: "Secrets that go there",
        actions: ["secretsmanager:ReplicateSecretToRegions", "secretsmanager:RemoveRegionsFromReplication"],
        resources: [world.secret("salt")],
      },
      {
        why: "Backups of Postgres that go there",
        actions: [
          "rds:StartDBInstanceAutomatedBackupsReplication",
          "rds:StopDBInstanceAutomatedBackupsReplication",
        ],
        resources: [world.arn("rds", `db:${prefix}-postgres`)],
        context: there,
      },
      {
        why: "What exists there",
        actions: ["rds:DescribeDBInstanceAutomatedBackups"],
        resources: ["*"],
        context: there,
      },
      {
        why: "The vault there",
        actions: ["backup:CreateBackupVault", "backup:PutBackupVaultLockConfiguration"],
        resources: [arn("backup", `backup-vault:${prefix}-copies`)],
        context: there,
      },
      { why: "The vault there", actions: ["backup-storage:MountCapsule"], resources: ["*"], context: there },
      { why: "What exists there", actions: ["kms:ListAliases"], resources: ["*"], context: there },
      {
        why: "What exists there",
        actions: ["kms:GetKeyPolicy"],
        resources: [key("copies_secrets_key_key")],
        context: there,
      },
    ],
    mayNot: [
      {
        why: "In the second region are copies and nothing that runs",
        actions: ["ec2:CreateVpc"],
        resources: [arn("ec2", "vpc/vpc-1")],
        context: there,
      },
      {
        why: "In the second region are copies and nothing that runs",
        actions: ["rds:CreateDBInstance", "rds:RestoreDBInstanceToPointInTime"],
        resources: [arn("rds", `db:${prefix}-postgres`)],
        context: there,
      },
      {
        why: "Copies of the database's backups go by their age alone",
        actions: ["rds:DeleteDBInstanceAutomatedBackup"],
        resources: [arn("rds", "auto-backup:ab-1")],
        context: there,
      },
      {
        why: "Copies of secrets are read by whoever makes the environment again",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [arn("secretsmanager", `secret:${prefix}/salt-AbCdEf`)],
        context: there,
      },
      {
        why: "Keys of others there",
        actions: ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"],
        resources: [key("copies_secrets_key_key")],
        context: { ...there, "aws:ResourceTag/environment": "other", "aws:ResourceTag/managed-by": "cdktf" },
      },
      ...(account.environment.protectData
        ? [
            {
              why: "Keys outlive who deploys, there as here",
              actions: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
              resources: ["data", "secrets", "backups"].map((purpose) => key(`copies_${purpose}_key_key`)),
              context: { ...there, ...tags(world, "ResourceTag") },
            },
          ]
        : []),
      {
        why: "Keys in no third region",
        actions: ["kms:CreateKey"],
        resources: ["*"],
        context: { ...world.thirdRegion, ...tags(world, "RequestTag") },
      },
    ],
  };
}
