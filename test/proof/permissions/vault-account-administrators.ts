import { administrator } from "../account/decide";
import { RETENTION_DAYS, type VaultArns } from "../account/vault-account";
import type { Claim, Party, World } from "./claim";
import { keysOf, roleThere } from "./vault-account-services";

function copiesOf({ blobs, backups }: VaultArns) {
  const buckets = [blobs, backups];
  return { buckets, objects: buckets.map((bucket) => `${bucket}/1`) };
}

/** Nobody has them, in neither account. */
function byAgeAlone(abroad: VaultArns): Claim[] {
  const { objects } = copiesOf(abroad);
  return [
    {
      why: "Copies and their access logs go by their age alone",
      actions: ["s3:DeleteObjectVersion"],
      resources: [...objects, `${abroad.accessLogs}/1`],
    },
    {
      why: "Copies go by their age alone",
      actions: ["backup:DeleteBackupVault"],
      resources: [abroad.vault],
    },
  ];
}

/** Whoever administers the account that keeps copies. */
export function administratorsThere(world: World, abroad: VaultArns): Party {
  const { data, others } = keysOf(world);
  const { objects } = copiesOf(abroad);
  const reading = { actions: ["s3:GetObject"], resources: [...objects, `${abroad.accessLogs}/1`] };
  const inTheClear = {
    ...reading,
    why: "Nothing travels in the clear there, nor by TLS that can be broken",
  };
  return {
    name: "Administrators of the vault account",
    principal: roleThere(abroad, "administrator"),
    identity: administrator(world.account).identity,
    who: "A role of the account that keeps copies that may do everything there",
    may: [
      { ...reading, why: "Restores begin with whoever reads the copies, and questions with the logs" },
      {
        why: "Restores begin with whoever reads the copies",
        actions: ["kms:Decrypt"],
        resources: [abroad.key],
      },
    ],
    mayNot: [
      ...byAgeAlone(abroad),
      { ...inTheClear, context: { "aws:SecureTransport": "false" } },
      { ...inTheClear, context: { "s3:TlsVersion": "1.1" } },
      {
        why: "The environment's account is none of theirs",
        actions: ["kms:Decrypt", "kms:DescribeKey"],
        resources: [data, ...others],
      },
    ],
  };
}

/** Whoever has every right in the environment's account, and would like to have some there. */
export function administratorsHere({ account }: World, abroad: VaultArns): Party {
  const { arn: principal, identity } = administrator(account);
  const { buckets, objects } = copiesOf(abroad);
  const { days } = account.environment.postgres.vault;
  const copying = { actions: ["backup:CopyIntoBackupVault"], resources: [abroad.vault] };
  const why = "Nobody here has power over copies in another account";
  return {
    name: "Administrators of the account, towards the vault account",
    principal,
    identity,
    who: "Whoever has taken over the environment's account, with every right in it",
    may: [
      {
        ...copying,
        why: "Adding is no harm: the vault keeps what it has",
        context: { [RETENTION_DAYS]: String(days) },
      },
    ],
    mayNot: [
      ...byAgeAlone(abroad),
      {
        ...copying,
        why: "What a stranger adds is not kept for ever, at the other account's cost",
        context: { [RETENTION_DAYS]: String(days + 1) },
      },
      {
        ...copying,
        why: "No copy goes before its time",
        context: { [RETENTION_DAYS]: String(days - 1) },
      },
      {
        why,
        actions: [
          "backup:DeleteBackupVaultAccessPolicy",
          "backup:DeleteBackupVaultLockConfiguration",
          "backup:PutBackupVaultAccessPolicy",
          "backup:PutBackupVaultLockConfiguration",
        ],
        resources: [abroad.vault],
      },
      {
        why,
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ReplicateObject"],
        resources: [...objects, `${abroad.accessLogs}/1`],
      },
      {
        why,
        actions: ["s3:PutBucketPolicy", "s3:PutLifecycleConfiguration", "s3:DeleteBucket"],
        resources: [...buckets, abroad.accessLogs],
      },
      {
        why,
        actions: ["kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
        resources: [abroad.key],
      },
    ],
  };
}
