import assert from "node:assert/strict";
import { reachOf } from "../../../stacks/bootstrap/reach";
import type { Report } from "../../support/report";
import { type Place, statesIn } from "../secrets-scan";
import type { Account } from "../support/account";

/** Taken by hand before a teardown, as the runbook says. */
const KEPT_SNAPSHOT = "kept-by-hand";
/** As AWS Backup calls what it restores. */
const RESTORED = "awsbackup-restore-test-1";

/** Gives an environment up as an administrator does, with `npm run teardown`, among the things that Terraform does not know.
 *  @returns every version of every state there was */
export async function teardown(account: Account, report: Report): Promise<Place[]> {
  const { aws, environment } = account;
  const { name, accountId } = environment;
  const { prefix, names } = reachOf(environment);
  await report.step(name, "leave things behind that Terraform does not know", () => leaveBehind(account));
  const states = await statesIn(aws, names.stateBucket);
  await report.check(name, "a teardown with another sentence touches nothing", async () => {
    const { output, exitCode } = await account.teardown(`destroy ${prefix}\n`);
    assert.match(output, /nothing was touched/);
    assert.notEqual(exitCode, 0);
    assert.equal((await aws.rds.describeDBInstances()).DBInstances?.length, 2);
    assert.equal((await aws.ec2.describeVolumes()).Volumes?.length, 1);
  });
  await report.step(name, "teardown", async () => {
    const { output, exitCode } = await account.teardown(`destroy ${prefix} in ${accountId}\n`);
    assert.equal(exitCode, 0, output);
    assert.match(output, /deleted {2}volume vol-/);
    assert.match(output, /deleted {2}log group /);
    assert.match(output, new RegExp(`deleted {2}database ${RESTORED}`));
    assert.match(output, new RegExp(`kept {5}snapshot ${KEPT_SNAPSHOT}`));
  });
  await report.check(name, "a second teardown finds nothing to do and says so", async () => {
    const { output, exitCode } = await account.teardown(`destroy ${prefix} in ${accountId}\n`);
    assert.equal(exitCode, 0, output);
    assert.match(output, /Terraform manages nothing here/);
  });
  await report.check(name, "what somebody took by hand is there until somebody deletes it", async () => {
    await aws.rds.deleteDBSnapshot({ DBSnapshotIdentifier: KEPT_SNAPSHOT });
  });
  return states;
}

/** A protected environment is not given up by a command. */
export async function refusesTeardown(account: Account, report: Report): Promise<void> {
  await report.check(account.environment.name, "a teardown is refused", async () => {
    const { output, exitCode } = await account.teardown("");
    assert.match(output, /protects its data/);
    assert.notEqual(exitCode, 0);
  });
}

/** A volume whose claim is gone, a log group that AWS made again, a snapshot that somebody took, and a restored database. */
async function leaveBehind({ aws, environment }: Account): Promise<void> {
  const { prefix } = reachOf(environment);
  await aws.ec2.createVolume({
    AvailabilityZone: environment.zones[0],
    Size: 10,
    TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "eks:eks-cluster-name", Value: prefix }] }],
  });
  await aws.logs.createLogGroup({ logGroupName: `/aws/eks/${prefix}/late` });
  await aws.rds.createDBInstance({
    DBInstanceIdentifier: RESTORED,
    DBInstanceClass: "db.t4g.medium",
    Engine: "postgres",
    DBSubnetGroupName: `${prefix}-postgres`,
    // Otherwise the emulator makes one.
    DBParameterGroupName: `${prefix}-postgres-17`,
  });
  await aws.rds.createDBSnapshot({
    DBInstanceIdentifier: `${prefix}-postgres`,
    DBSnapshotIdentifier: KEPT_SNAPSHOT,
  });
}
