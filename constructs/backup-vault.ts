import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault as Vault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { Construct } from "constructs";
import type { Account } from "./account";
import { backupRoleArn, lentKeys } from "./backup-role";

/** Days after the first deployment in which a lock in compliance mode can still be taken away; AWS's least. */
export const GRACE_DAYS = 3;

export interface LockedVaultProps {
  readonly name: string;
  /** Encrypts what AWS Backup itself stores, and what comes from another region. Snapshots of RDS in the region of their
   *  instance keep its key. */
  readonly keyArn: string;
  /** Days for which each copy is kept, and for which the lock keeps everybody from deleting it. */
  readonly days: number;
  /** Who may take the lock away: whoever has the right to, or nobody, not even AWS. */
  readonly lock: "governance" | "compliance";
  /** Refuse to destroy the vault; without it the vault is destroyed with its content. */
  readonly protect: boolean;
}

/** What whoever copies into a vault has to know of it. */
export interface VaultHandle {
  readonly arn: string;
  readonly region: string;
  readonly keyArn: string;
}

export interface BackupVaultProps extends LockedVaultProps {
  readonly account: Account;
  /** RDS instances, by ARN. */
  readonly instanceArns: readonly string[];
  /** Key of the instances' storage. */
  readonly instancesKeyArn: string;
  /** A vault of another region that gets a copy of each copy.
   * @default - there is none */
  readonly further?: VaultHandle;
  /** ARN of a vault in another account that gets a copy of each copy; its region is ours.
   * @default - every copy is in one account */
  readonly abroadArn?: string;
}

/** A vault whose content nobody deletes before its days are over.
 *  @returns it, and the lock that whoever fills it waits for: a copy that was made before could be deleted */
export function lockedVault(scope: Construct, { name, keyArn, days, lock, protect }: LockedVaultProps) {
  const vault = new Vault(scope, "vault", {
    name,
    kmsKeyArn: keyArn,
    forceDestroy: !protect,
    lifecycle: { preventDestroy: protect },
  });
  const locked = new BackupVaultLockConfiguration(scope, "lock", {
    backupVaultName: vault.name,
    minRetentionDays: days,
    // With it the mode is compliance, which cannot be undone once these days are over.
    changeableForDays: lock === "compliance" ? GRACE_DAYS : undefined,
  });
  return { vault, locked };
}

/** The vaults that get a copy of each copy, by ARN. */
function destinationsOf({ further, abroadArn }: Pick<BackupVaultProps, "further" | "abroadArn">): string[] {
  return [...(further ? [further.arn] : []), ...(abroadArn ? [abroadArn] : [])];
}

/** A copy of databases every night, in a vault that whoever deletes the database does not reach: RDS deletes its own
 *  backups on request.
 *  Cost: 0.095 USD per GB and month, for what changed from copy to copy (aws.amazon.com/backup/pricing, 2026-11). */
export class BackupVault extends Construct {
  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { name, days } = props;
    const { vault, locked } = lockedVault(this, props);
    const copies = destinationsOf(props).map((destinationVaultArn) => ({
      destinationVaultArn,
      lifecycle: { deleteAfter: days },
    }));
    const plan = new BackupPlan(this, "plan", {
      name,
      rule: [
        {
          ruleName: "nightly",
          targetVaultName: vault.name,
          // After RDS's own backup at 01:30.
          schedule: "cron(0 3 * * ? *)",
          scheduleExpressionTimezone: "Etc/UTC",
          // Minutes within which it must begin, and end.
          startWindow: 60,
          completionWindow: 360,
          lifecycle: { deleteAfter: days },
          copyAction: copies.length > 0 ? copies : undefined,
        },
      ],
      dependsOn: [locked],
    });
    new BackupSelection(this, "databases", {
      name: "databases",
      planId: plan.id,
      iamRoleArn: this.roleArn(props),
      resources: [...props.instanceArns],
    });
  }

  /** What AWS's own policy for this purpose allows, of RDS and on our instances alone.
   *  https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html (2026-11) */
  private roleArn(props: BackupVaultProps): string {
    const { account, name, keyArn, instanceArns, instancesKeyArn, further, abroadArn } = props;
    const { region, accountId } = account;
    const keys = [keyArn, instancesKeyArn, ...(further ? [further.keyArn] : [])];
    const regions = [region, ...(further ? [further.region] : [])];
    const own = `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
    return backupRoleArn(this, {
      account,
      name: `${name}-backup`,
      description: "AWS Backup copies databases into its vault",
      statements: [
        {
          sid: "Databases",
          actions: [
            "rds:CreateDBSnapshot",
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots",
            "rds:ListTagsForResource",
          ],
          resources: instanceArns,
        },
        {
          sid: "Snapshots",
          actions: [
            "rds:AddTagsToResource",
            "rds:CopyDBSnapshot",
            "rds:CreateDBSnapshot",
            "rds:DeleteDBSnapshot",
            "rds:DescribeDBSnapshots",
            "rds:ListTagsForResource",
            "rds:ModifyDBSnapshotAttribute",
          ],
          resources: regions.map((place) => `arn:aws:rds:${place}:${accountId}:snapshot:awsbackup:*`),
        },
        {
          sid: "IntoTheVault",
          actions: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
          resources: [own, ...(further ? [further.arn] : [])],
        },
        // All that AWS Backup admits another account to.
        ...(abroadArn
          ? [{ sid: "IntoTheVaultAbroad", actions: ["backup:CopyIntoBackupVault"], resources: [abroadArn] }]
          : []),
        ...(destinationsOf(props).length > 0
          ? [{ sid: "OutOfTheVault", actions: ["backup:CopyFromBackupVault"], resources: [own] }]
          : []),
        ...lentKeys(keys),
      ],
    });
  }
}
