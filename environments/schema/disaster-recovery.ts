import { z } from "zod";
import { accountId, region } from "./fields";
import type { Environment } from "./index";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** What leaves the region, so that the environment can be made again where it is gone: every object of both buckets, the
 *  database to any second, the vault's snapshots, and the secrets without which none of it can be read. */
export const disasterRecovery = z.strictObject({
  /** Where the copies are. RDS copies its backups from a region to some others and not to all: see "Cross-Region automated
   *  backups" at docs.aws.amazon.com/AmazonRDS/latest/UserGuide. This value cannot be changed: leave the block out, deploy,
   *  and name the other region then. */
  region,
  /** Another account that gets copies, too, over which nobody of the environment's account has power. Not demanded of
   *  production: without an organization and people who do not administer both, it would protect on paper only.
   *  `npm run bootstrap -- NAME --vault-account` prepares it, before the first deployment that names it.
   * @default - whoever takes over the environment's account has every copy */
  vaultAccount: z
    .strictObject({
      /** Of the same organization; AWS Backup copies to no account outside of it. */
      accountId,
      /** Who may take the lock of its vault away: with `governance` who administers that account, with `compliance` nobody
       *  from the third day on. This value cannot be changed back from `compliance`, nor `postgres.vault.days` any more: the
       *  vault takes nothing that is to be kept for a shorter or a longer time. */
      lock: z.enum(["governance", "compliance"]),
    })
    .optional(),
});

/** What copies need beside sound fields. */
export const disasterRecoveryRules: readonly Rule[] = [
  copiesLeaveTheRegion,
  copiesLeaveTheAccount,
  complianceOutlivesNothing,
];

function* copiesLeaveTheRegion({ region: own, disasterRecovery: copies }: Environment): Iterable<Problem> {
  if (copies?.region === own)
    yield {
      path: ["disasterRecovery", "region"],
      message: "must be another region than the environment's: what is lost with it loses its copy",
    };
}

function* copiesLeaveTheAccount({ accountId: own, disasterRecovery }: Environment): Iterable<Problem> {
  if (disasterRecovery?.vaultAccount?.accountId === own)
    yield {
      path: ["disasterRecovery", "vaultAccount", "accountId"],
      message:
        "must be another account than the environment's: whoever takes that over would have its copies",
    };
}

function* complianceOutlivesNothing({ protectData, disasterRecovery }: Environment): Iterable<Problem> {
  if (disasterRecovery?.vaultAccount?.lock === "compliance" && !protectData)
    yield {
      path: ["disasterRecovery", "vaultAccount", "lock"],
      message:
        "must be 'governance' while protectData is false: copies of what may be thrown away would be paid for to the last day",
    };
}
