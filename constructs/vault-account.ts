import type { Account } from "./account";
import type { ForeignBucket } from "./bucket-replication";
import type { Statement } from "./policy";
import type { CopiedPurpose } from "./second-region";

/** What `npm run bootstrap -- NAME --vault-account` makes in the other account, and who copies finds by name. */
export interface VaultAccount extends Account {
  /** First part of every name there. */
  readonly prefix: string;
  readonly vault: string;
  readonly vaultArn: string;
  /** Of the key of everything there; with the `alias/` prefix. */
  readonly keyAlias: string;
  readonly keyAliasArn: string;
  readonly keyArnPattern: string;
  /** For copies of one here. */
  readonly bucket: (purpose: CopiedPurpose) => ForeignBucket;
  /** Bucket that receives those buckets' access logs. */
  readonly accessLogs: string;
  /** Staging label, here, of the value of a secret that somebody has copied there. */
  readonly copiedStage: string;
}

/** The one definition of these names, for whoever makes them there and whoever copies from here.
 *  @param prefix first part of every name of the environment, for example `langfuse-prod`
 *  @param there the other account, and the environment's own region: AWS Backup copies a snapshot of RDS to another account
 *    or to another region, and not to both at once
 *    (docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html, 2026-11) */
export function vaultAccount(prefix: string, there: Account): VaultAccount {
  const { accountId, region } = there;
  const vault = `${prefix}-vault`;
  const keyAlias = `alias/${vault}`;
  const keys = `arn:aws:kms:${region}:${accountId}`;
  const [keyAliasArn, keyArnPattern] = [`${keys}:${keyAlias}`, `${keys}:key/*`];
  return {
    accountId,
    region,
    prefix: vault,
    vault,
    vaultArn: `arn:aws:backup:${region}:${accountId}:backup-vault:${vault}`,
    keyAlias,
    keyAliasArn,
    keyArnPattern,
    bucket: (purpose) => ({ bucket: `${vault}-${purpose}-${accountId}`, keyArn: keyAliasArn, keyArnPattern }),
    accessLogs: `${vault}-access-logs-${accountId}`,
    // Another account begins without copies.
    copiedStage: `copied-to-${accountId}`,
  };
}

/** Lets AWS Backup of the other account, and nobody else there, read what a key of ours encrypts: a snapshot of RDS keeps
 *  the key of its instance, and whoever receives it encrypts it anew.
 *
 *  The role is a condition and not the principal, because KMS refuses a policy that names a role which does not exist yet.
 *  @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/share-encrypted-snapshot.html what it takes
 *  @see https://aws.amazon.com/blogs/storage/how-encryption-works-in-aws-backup/ whose role it is */
export function lendKeyToBackupOf({ accountId }: Pick<Account, "accountId">): Statement[] {
  const lender = {
    principal: { AWS: `arn:aws:iam::${accountId}:root` },
    resources: ["*"],
  };
  const role = {
    "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
  };
  return [
    {
      ...lender,
      sid: "CopiesInTheVaultAccount",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      conditions: { ArnEquals: role },
    },
    {
      ...lender,
      sid: "GrantsForCopies",
      actions: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      conditions: { ArnEquals: role, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
