import { administrator } from "../account/decide";
import type { VaultArns } from "../account/vault-account";
import type { Party, World } from "./claim";

/** Keys here; the first is that of the database, which the other account's AWS Backup reads. */
export function keysOf({ key }: World) {
  const [data = "", ...others] = ["data_key_key", "secrets_key_key", "backups_key_key"].map(key);
  return { data, others };
}

/** A role of the account that keeps copies. */
export function roleThere({ accountId }: VaultArns, name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** AWS Backup there, which takes what it is sent. */
export function backupThere(world: World, abroad: VaultArns): Party {
  const { data, others } = keysOf(world);
  return {
    name: "AWS Backup of the vault account",
    principal: roleThere(abroad, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"),
    identity: administrator(world.account).identity,
    who: "AWS Backup in the account that keeps copies, which encrypts the snapshots it receives anew",
    may: [
      {
        why: "What the database's key encrypts",
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"],
        resources: [data],
      },
      {
        why: "What the database's key encrypts",
        actions: ["kms:CreateGrant"],
        resources: [data],
        context: { "kms:GrantIsForAWSResource": "true" },
      },
    ],
    mayNot: [
      { why: "Every other key", actions: ["kms:Decrypt"], resources: others },
      { why: "The key is lent and not given", actions: ["kms:CreateGrant"], resources: [data] },
      {
        why: "The key is lent and not given",
        actions: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
        resources: [data],
      },
    ],
  };
}

/** S3's access logs there. */
export function logsThere({ accountId, blobs, backups, accessLogs }: VaultArns): Party {
  const of = (source: string) => ({ "aws:SourceAccount": accountId, "aws:SourceArn": source });
  const [why, actions] = ["Who asked for which copy", ["s3:PutObject"]];
  return {
    name: "Logs of the vault account's buckets",
    principal: "logging.s3.amazonaws.com",
    who: "S3 in the account that keeps copies, which writes down who asked for which",
    may: [blobs, backups].map((source) => ({
      why,
      actions,
      resources: [`${accessLogs}/1`],
      context: of(source),
    })),
    mayNot: [
      {
        why: "Access logs of buckets of others",
        actions,
        resources: [`${accessLogs}/1`],
        context: of("arn:aws:s3:::billing"),
      },
      { why: "Anything else", actions, resources: [`${backups}/1`], context: of(blobs) },
    ],
  };
}
