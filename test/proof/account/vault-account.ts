import type { Environment } from "../../../environments/schema";
import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import { vaultTemplate } from "../../../stacks/bootstrap/vault-account/template";
import type { IamStatement } from "../../support/iam";
import type { Policy, ResourcePolicy } from "./policies";

/** What an account that keeps copies has, by ARN. */
export interface VaultArns {
  readonly accountId: string;
  readonly vault: string;
  readonly key: string;
  /** With the `alias/` prefix. */
  readonly keyAlias: string;
  readonly blobs: string;
  readonly backups: string;
  readonly accessLogs: string;
}

/** Days for which a copy is to be kept. No condition key of AWS: its lock compares it. */
export const RETENTION_DAYS = "lock:RetentionDays";

/** Where an environment keeps copies in another account, if it does. */
export function vaultArns(environment: Environment): VaultArns | undefined {
  const there = vaultAccountOf(environment);
  return (
    there && {
      accountId: there.accountId,
      vault: there.vaultArn,
      key: there.keyArnPattern.replace("*", "00000000-0000-4000-8000-0000000ab50a"),
      keyAlias: there.keyAlias,
      blobs: `arn:aws:s3:::${there.bucket("blobs").bucket}`,
      backups: `arn:aws:s3:::${there.bucket("backups").bucket}`,
      accessLogs: `arn:aws:s3:::${there.accessLogs}`,
    }
  );
}

/** The policies that guard it. */
export function vaultGuards(environment: Environment): ResourcePolicy[] {
  const arns = vaultArns(environment);
  if (!arns) return [];
  const { Resources } = vaultTemplate(environment);
  const guard = (arn: string, id: string, property: string): ResourcePolicy => ({
    arn,
    name: `vault-account/${id}`,
    // The template is ours, and its documents are what `policyDocument` wrote.
    document: Resources[id]?.Properties[property] as Policy["document"],
  });
  const vault = guard(arns.vault, "Vault", "AccessPolicy");
  // Likewise.
  const lock = Resources.Vault?.Properties.LockConfiguration as VaultLock;
  return [
    guard(arns.key, "Key", "KeyPolicy"),
    {
      ...vault,
      document: { ...vault.document, Statement: [...vault.document.Statement, ...asStatements(lock)] },
    },
    guard(arns.blobs, "BlobsBucketPolicy", "PolicyDocument"),
    guard(arns.backups, "BackupsBucketPolicy", "PolicyDocument"),
    guard(arns.accessLogs, "AccessLogsBucketPolicy", "PolicyDocument"),
  ];
}

interface VaultLock {
  readonly MinRetentionDays?: number;
  readonly MaxRetentionDays?: number;
}

/** What a lock does to copies, in the words of a policy: it is none, and AWS Backup fails the copy.
 *  @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
function asStatements({ MinRetentionDays, MaxRetentionDays }: VaultLock): IamStatement[] {
  const bounds = [
    { Sid: "LockAtLeast", operator: "NumericLessThan", days: MinRetentionDays },
    { Sid: "LockAtMost", operator: "NumericGreaterThan", days: MaxRetentionDays },
  ];
  return bounds.flatMap(({ Sid, operator, days }) =>
    days === undefined
      ? []
      : [
          {
            Sid,
            Effect: "Deny",
            Principal: "*",
            Action: "backup:CopyIntoBackupVault",
            Resource: "*",
            Condition: { [operator]: { [RETENTION_DAYS]: String(days) } },
          },
        ],
  );
}
