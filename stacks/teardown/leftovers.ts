import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { DeleteVolumeCommand, EC2Client, paginateDescribeVolumes } from "@aws-sdk/client-ec2";
import {
  DeleteDBInstanceAutomatedBackupCommand,
  paginateDescribeDBInstanceAutomatedBackups,
  paginateDescribeDBSnapshots,
  RDSClient,
} from "@aws-sdk/client-rds";
import type { Reach } from "../bootstrap/reach";

/** Deletes what an environment leaves behind without Terraform's knowledge and what is paid for.
 *  @returns in the words of a person: what was deleted, and what is kept because somebody made it on purpose */
export async function sweep(reach: Reach): Promise<{ deleted: string[]; kept: string[] }> {
  return {
    deleted: [
      ...(await deleteVolumes(reach)),
      ...(await deleteLogGroups(reach)),
      ...(await deleteCopiesOfBackups(reach)),
    ],
    kept: [...(await snapshotsOf(reach)), ...copiesAbroad(reach)],
  };
}

/** Volumes of ClickHouse and Keeper: their storage class keeps them when their claims go. Auto Mode tags every volume with
 *  the name of its cluster.
 *  https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSBlockStoragePolicy.html (2026-11) */
async function deleteVolumes({ prefix, environment: { region } }: Reach): Promise<string[]> {
  const client = new EC2Client({ region });
  const pages = paginateDescribeVolumes(
    { client },
    { Filters: [{ Name: "tag:eks:eks-cluster-name", Values: [prefix] }] },
  );
  const deleted: string[] = [];
  for await (const { Volumes = [] } of pages)
    for (const { VolumeId, Size, State } of Volumes) {
      if (State !== "available")
        throw new Error(
          `volume ${VolumeId} is ${State}, not available; find its instance with 'aws ec2 describe-volumes ` +
            `--volume-ids ${VolumeId}', end that and run the teardown again`,
        );
      await client.send(new DeleteVolumeCommand({ VolumeId }));
      deleted.push(`volume ${VolumeId}, ${Size} GiB`);
    }
  return deleted;
}

/** Log groups that AWS made again for lines that came after Terraform had deleted them; such a group never expires. */
async function deleteLogGroups({ prefix, environment: { region } }: Reach): Promise<string[]> {
  const client = new CloudWatchLogsClient({ region });
  const deleted: string[] = [];
  for (const logGroupNamePrefix of [
    `/aws/eks/${prefix}/`,
    `/aws/rds/instance/${prefix}-postgres/`,
    `/aws/vendedlogs/elasticache/${prefix}-cache/`,
  ])
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix }))
      for (const { logGroupName } of logGroups) {
        await client.send(new DeleteLogGroupCommand({ logGroupName }));
        deleted.push(`log group ${logGroupName}`);
      }
  return deleted;
}

/** Backups of the database in the second region, which RDS keeps for their days when nothing is copied there any more. */
async function deleteCopiesOfBackups({ prefix, environment }: Reach): Promise<string[]> {
  if (!environment.disasterRecovery) return [];
  const { region } = environment.disasterRecovery;
  const client = new RDSClient({ region });
  const own = `${prefix}-postgres`;
  const deleted: string[] = [];
  for await (const { DBInstanceAutomatedBackups = [] } of paginateDescribeDBInstanceAutomatedBackups(
    { client },
    {},
  ))
    for (const { DBInstanceIdentifier: id, ...backups } of DBInstanceAutomatedBackups) {
      // Also of one that was put aside under another name, and copied until then.
      if (id !== own && !id?.startsWith(`${own}-`)) continue;
      const { DBInstanceAutomatedBackupsArn, AllocatedStorage } = backups;
      await client.send(new DeleteDBInstanceAutomatedBackupCommand({ DBInstanceAutomatedBackupsArn }));
      deleted.push(`backups of the database in ${region}, of ${AllocatedStorage} GiB`);
    }
  return deleted;
}

/** Snapshots of the database that a person took, or that Terraform took while the environment was protected. */
async function snapshotsOf({ prefix, environment: { region } }: Reach): Promise<string[]> {
  const client = new RDSClient({ region });
  const kept: string[] = [];
  for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots(
    { client },
    { SnapshotType: "manual" },
  ))
    for (const { DBSnapshotIdentifier: id, DBInstanceIdentifier, AllocatedStorage } of DBSnapshots)
      if (DBInstanceIdentifier === `${prefix}-postgres`)
        kept.push(
          `snapshot ${id}, ${AllocatedStorage} GiB, costs money until ` +
            `'aws rds delete-db-snapshot --region ${region} --db-snapshot-identifier ${id}'`,
        );
  return kept;
}

/** What is kept in another account, where nobody of this one may delete anything: that is its purpose. */
export function copiesAbroad({ vaultAccount }: Pick<Reach, "vaultAccount">): string[] {
  if (!vaultAccount) return [];
  const { accountId, prefix } = vaultAccount;
  return [
    `everything in account ${accountId} that begins with ${prefix}, costs money until its administrator removes it ` +
      "(runbooks/procedures/bootstrap.md#remove)",
  ];
}
