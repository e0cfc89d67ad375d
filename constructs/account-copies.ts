import type { Account } from "./account";
import { REPLICATION_RULE_ABROAD } from "./bucket-replication";
import type { VaultAccount } from "./vault-account";
import type { Permission } from "./workload-identity";

/** What `charts-values/operations/backup-account.sh` has to know of copies in another account, beside what every job knows.
 *  @param secrets names of copied secrets */
export function accountCopiesVariables(abroad: VaultAccount, secrets: readonly string[]) {
  return {
    VAULT_ACCOUNT: abroad.accountId,
    VAULT_ABROAD: abroad.vaultArn,
    BLOBS_ABROAD: abroad.bucket("blobs").bucket,
    BACKUPS_ABROAD: abroad.bucket("backups").bucket,
    REPLICATION_RULE: REPLICATION_RULE_ABROAD,
    COPIED_NAMES: secrets.join(" "),
    COPIED_STAGE: abroad.copiedStage,
  };
}

/** Reads what AWS says of copies here, in the region of the originals, and has no right in the other account: a permission
 *  there, be it to list names, would be the first of anybody of this account beyond adding. */
export function accountCopiesPermissions({ region }: Account): Permission[] {
  return [
    {
      sid: "CopiesAbroad",
      actions: ["backup:ListCopyJobs", "cloudwatch:GetMetricStatistics"],
      resources: { everyBecause: "they know no resources" },
      conditions: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}
