import { z } from "zod";
import { region } from "./fields";
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
});

/** What copies need beside sound fields. */
export const disasterRecoveryRules: readonly Rule[] = [copiesLeaveTheRegion];

function* copiesLeaveTheRegion({ region: own, disasterRecovery: copies }: Environment): Iterable<Problem> {
  if (copies?.region === own)
    yield {
      path: ["disasterRecovery", "region"],
      message: "must be another region than the environment's: what is lost with it loses its copy",
    };
}
