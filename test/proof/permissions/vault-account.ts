import { vaultArns } from "../account/vault-account";
import type { Claim, Claims, World } from "./claim";

/** What a role that copies may add in the other account; nothing where there is none. */
export function copiesAbroad(
  { account, via }: World,
  purpose: "blobs" | "backups",
): Pick<Claims, "may" | "mayNot"> {
  const abroad = vaultArns(account.environment);
  if (!abroad) return { may: [], mayNot: [] };
  const deletion = (object: string) => ({
    actions: ["s3:ReplicateDelete"],
    resources: [`${abroad[purpose]}/${object}`],
  });
  return {
    may: [
      {
        why: "Copies in another account",
        actions: ["s3:ReplicateObject", "s3:ReplicateTags"],
        resources: [`${abroad[purpose]}/*`],
      },
      ...(purpose === "blobs" ? [{ ...deletion("*"), why: "What users delete is gone there, too" }] : []),
      {
        why: "Their encryption, by way of S3 only",
        actions: ["kms:Encrypt", "kms:GenerateDataKey"],
        resources: [abroad.key],
        context: via("s3"),
      },
    ],
    mayNot: [
      ...(purpose === "backups"
        ? [{ ...deletion("1"), why: "No deletion reaches the copies of backups in another account" }]
        : []),
      {
        why: "Who fills the other account reads nothing there and removes nothing",
        actions: [
          "s3:GetObject",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:BypassGovernanceRetention",
        ],
        resources: [`${abroad[purpose]}/1`],
      },
      {
        why: "The key there encrypts, by way of S3",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [abroad.key],
      },
    ],
  };
}

/** Who measures how old the copies in the other account are: it asks here, and has no right there. */
export function knownOfCopiesAbroad({ account, secret }: World): Pick<Claims, "may" | "mayNot"> {
  const abroad = vaultArns(account.environment);
  if (!abroad) return { may: [], mayNot: [] };
  const there = { why: "Nobody here looks into the other account, not even for names" };
  const buckets = [abroad.blobs, abroad.backups];
  return {
    may: [
      {
        why: "What AWS Backup and S3 have brought to the other account, as they say here",
        actions: ["backup:ListCopyJobs", "cloudwatch:GetMetricStatistics"],
        resources: ["*"],
      },
    ],
    mayNot: [
      { ...there, actions: ["s3:ListBucket"], resources: buckets },
      { ...there, actions: ["s3:GetObject"], resources: buckets.map((bucket) => `${bucket}/1`) },
      {
        ...there,
        actions: ["backup:ListRecoveryPointsByBackupVault", "backup:DescribeBackupVault"],
        resources: [abroad.vault],
      },
      {
        why: "It marks no secret as copied",
        actions: ["secretsmanager:UpdateSecretVersionStage"],
        resources: [secret("salt")],
      },
    ],
  };
}

/** AWS Backup's role here, into the vault of the other account. */
export function snapshotsAbroad({ account, arn }: World): Claim[] {
  const abroad = vaultArns(account.environment);
  return abroad
    ? [
        {
          why: "Copies of the copies, in another account",
          actions: ["backup:CopyIntoBackupVault"],
          resources: [abroad.vault],
        },
        {
          why: "Copies of the copies, in another account",
          actions: ["backup:CopyFromBackupVault"],
          resources: [arn("backup", `backup-vault:${account.prefix}`)],
        },
      ]
    : [];
}
