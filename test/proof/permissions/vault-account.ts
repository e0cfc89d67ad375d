import { administrator } from "../account/decide";
import { vaultArns } from "../account/vault-account";
import type { Claim, Claims, Party, World } from "./claim";

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

/** Whoever is in the other account, and who here would like to be. */
export function vaultAccountParties(world: World): Party[] {
  const { account, key } = world;
  const abroad = vaultArns(account.environment);
  if (!abroad) return [];
  const { arn: principal, identity } = administrator(account);
  const there = (name: string) => `arn:aws:iam::${abroad.accountId}:role/${name}`;
  const grant = { "kms:GrantIsForAWSResource": "true" };
  const buckets = [abroad.blobs, abroad.backups];
  const [data, ...others] = ["data_key_key", "secrets_key_key", "backups_key_key"].map(key);
  const history: Claim = {
    why: "Copies go by their age alone",
    actions: ["s3:DeleteObjectVersion"],
    resources: buckets.map((bucket) => `${bucket}/1`),
  };
  const snapshots: Claim = {
    why: "Copies go by their age alone",
    actions: ["backup:DeleteBackupVault"],
    resources: [abroad.vault],
  };
  return [
    {
      name: "AWS Backup of the vault account",
      principal: there("aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"),
      identity,
      who: "AWS Backup in the account that keeps copies, which encrypts the snapshots it receives anew",
      may: [
        {
          why: "What the database's key encrypts",
          actions: ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"],
          resources: [String(data)],
        },
        {
          why: "What the database's key encrypts",
          actions: ["kms:CreateGrant"],
          resources: [String(data)],
          context: grant,
        },
      ],
      mayNot: [
        { why: "Every other key", actions: ["kms:Decrypt"], resources: others },
        { why: "The key is lent and not given", actions: ["kms:CreateGrant"], resources: [String(data)] },
        {
          why: "The key is lent and not given",
          actions: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
          resources: [String(data)],
        },
      ],
    },
    {
      name: "Administrators of the vault account",
      principal: there("administrator"),
      identity,
      who: "A role of the account that keeps copies that may do everything there",
      may: [
        {
          why: "Restores begin with whoever reads the copies",
          actions: ["s3:GetObject"],
          resources: buckets.map((bucket) => `${bucket}/1`),
        },
        {
          why: "Restores begin with whoever reads the copies",
          actions: ["kms:Decrypt"],
          resources: [abroad.key],
        },
      ],
      mayNot: [
        history,
        snapshots,
        {
          why: "Nothing travels in the clear there, nor by TLS that can be broken",
          actions: ["s3:GetObject"],
          resources: buckets.map((bucket) => `${bucket}/1`),
          context: { "aws:SecureTransport": "false" },
        },
        {
          why: "Nothing travels in the clear there, nor by TLS that can be broken",
          actions: ["s3:GetObject"],
          resources: buckets.map((bucket) => `${bucket}/1`),
          context: { "s3:TlsVersion": "1.1" },
        },
        {
          why: "The environment's account is none of theirs",
          actions: ["kms:Decrypt", "kms:DescribeKey"],
          resources: [String(data), ...others],
        },
      ],
    },
    {
      name: "Administrators of the account, towards the vault account",
      principal,
      identity,
      who: "Whoever has taken over the environment's account, with every right in it",
      may: [
        {
          why: "Adding is no harm: the vault keeps what it has",
          actions: ["backup:CopyIntoBackupVault"],
          resources: [abroad.vault],
        },
      ],
      mayNot: [
        history,
        snapshots,
        {
          why: "Nobody here has power over copies in another account",
          actions: [
            "backup:DeleteBackupVaultAccessPolicy",
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:PutBackupVaultAccessPolicy",
            "backup:PutBackupVaultLockConfiguration",
          ],
          resources: [abroad.vault],
        },
        {
          why: "Nobody here has power over copies in another account",
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ReplicateObject"],
          resources: buckets.map((bucket) => `${bucket}/1`),
        },
        {
          why: "Nobody here has power over copies in another account",
          actions: ["s3:PutBucketPolicy", "s3:PutLifecycleConfiguration", "s3:DeleteBucket"],
          resources: buckets,
        },
        {
          why: "Nobody here has power over copies in another account",
          actions: ["kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
          resources: [abroad.key],
        },
      ],
    },
  ];
}
