import type { Account } from "./account";
import type { Backups } from "./backup-verification";
import { REPLICATION_RULE } from "./bucket-replication";
import { findBackups } from "./clickhouse-backup";
import type { CopiesHandle } from "./second-region";
import type { VaultAccount } from "./vault-account";
import type { Permission } from "./workload-identity";

/** Copies whose age is measured. */
export interface Copies extends CopiesHandle {
  /** Names of copied secrets. */
  readonly secrets: readonly string[];
  /** The account that has copies as well.
   *  @default - there is none, and no job that looks what is known of it */
  readonly abroad?: VaultAccount;
}

/** What `charts-values/operations/backup-copies.sh` has to know of them. */
export function copiesVariables(copies: Copies, { blobs }: Pick<Backups, "blobs">) {
  return {
    BLOBS: blobs.bucket,
    COPIES_REGION: copies.region,
    COPIES_VAULT: copies.vault,
    COPIES_BLOBS: copies.blobs,
    COPIES_BACKUPS: copies.backups,
    REPLICATION_RULE,
    // Of secrets, in Secrets Manager.
    COPIED_NAMES: copies.secrets.join(" "),
  };
}

/** Reads names, sizes and times of copies, and the content of none.
 *
 *  The second region is reached by the addresses that its services have on the internet: endpoints of the VPC serve the first
 *  region alone, so whoever names a second one needs NAT or another way out. */
export function copiesPermissions(
  copies: Copies,
  { account, instance }: Pick<Backups, "instance"> & { readonly account: Account },
): Permission[] {
  const arn = (service: string, resource: string, region = copies.region) =>
    `arn:aws:${service}:${region}:${account.accountId}:${resource}`;
  return [
    {
      sid: "CopiedDatabase",
      actions: ["rds:DescribeDBInstanceAutomatedBackups"],
      // Backups have names that RDS makes up.
      resources: [arn("rds", `db:${instance}`), arn("rds", "auto-backup:*")],
    },
    {
      sid: "CopiedVault",
      actions: ["backup:ListRecoveryPointsByBackupVault"],
      resources: [arn("backup", `backup-vault:${copies.vault}`)],
    },
    { ...findBackups(`arn:aws:s3:::${copies.backups}`), sid: "CopiedBackups" },
    {
      sid: "CopiedEvents",
      actions: ["cloudwatch:GetMetricStatistics"],
      resources: { everyBecause: "it knows no resources" },
      conditions: { StringEquals: { "aws:RequestedRegion": copies.region } },
    },
    {
      sid: "CopiedSecrets",
      actions: ["secretsmanager:ListSecretVersionIds"],
      // Secrets Manager adds six characters to a name.
      resources: copies.secrets.flatMap((name) =>
        [account.region, copies.region].map((region) =>
          arn("secretsmanager", `secret:${name}-??????`, region),
        ),
      ),
    },
  ];
}
