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

/** Deletes databases that AWS Backup has restored for a test, and would delete hours later: the subnet group and the security
 *  group that Terraform deletes next are in use until then.
 *  @returns in the words of a person: what was deleted */
export async function deleteRestored({ prefix, environment: { region } }: Reach): Promise<string[]> {
  const client = new RDSClient({ region });
  const deleted: string[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {}))
    for (const { DBInstanceIdentifier: id = "", DBSubnetGroup } of DBInstances) {
      // Tests of others have the same names, and stand in other networks.
      if (!id.startsWith(RESTORED_PREFIX) || DBSubnetGroup?.DBSubnetGroupName !== `${prefix}-postgres`)
        continue;
      await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: id, SkipFinalSnapshot: true }));
      await waitUntilDBInstanceDeleted({ client, maxWaitTime: PATIENCE }, { DBInstanceIdentifier: id });
      deleted.push(`database ${id}, restored for a test`);
    }
  return deleted;
}
