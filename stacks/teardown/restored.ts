import {
  DeleteDBInstanceCommand,
  paginateDescribeDBInstances,
  RDSClient,
  waitUntilDBInstanceDeleted,
} from "@aws-sdk/client-rds";
import { RESTORED_PREFIX } from "../../constructs/restore-test";
import type { Reach } from "../bootstrap/reach";

/** Seconds until AWS has deleted an instance; it takes about five minutes. */
const PATIENCE = 1800;

/** Deletes databases that stand beside the environment's own: which AWS Backup has restored for a test, and would delete hours
 *  later, and which people have made or put aside by `runbooks/procedures/restore-postgres.sh`. The subnet group and the
 *  security group that Terraform deletes next are in use until then.
 *  @returns in the words of a person: what was deleted
 *  @throws when one is protected, which the environment's own is not any more */
export async function deleteRestored({ prefix, environment: { region } }: Reach): Promise<string[]> {
  const client = new RDSClient({ region });
  const own = `${prefix}-postgres`;
  const deleted: string[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {}))
    for (const { DBInstanceIdentifier: id = "", DBSubnetGroup, DeletionProtection } of DBInstances) {
      const isBeside = id.startsWith(RESTORED_PREFIX) || id.startsWith(`${own}-`);
      // Tests of others have the same names, and stand in other networks.
      if (!isBeside || DBSubnetGroup?.DBSubnetGroupName !== own) continue;
      if (DeletionProtection)
        throw new Error(
          `database ${id} is protected from deletion; when nobody misses what it holds, run 'aws rds modify-db-instance ` +
            `--region ${region} --db-instance-identifier ${id} --no-deletion-protection --apply-immediately' ` +
            "and the teardown again",
        );
      await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: id, SkipFinalSnapshot: true }));
      await waitUntilDBInstanceDeleted({ client, maxWaitTime: PATIENCE }, { DBInstanceIdentifier: id });
      deleted.push(`database ${id}, restored from the environment's`);
    }
  return deleted;
}
