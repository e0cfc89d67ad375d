import assert from "node:assert/strict";
import { RESTORED_PORT } from "../../../constructs/restore-test";
import type { Arrival } from "./arrival";

/** What an account with a monthly drill restores. */
export const RESTORE_TEST: readonly Arrival[] = [
  {
    name: "once a month the newest snapshot of the database is restored, and nobody but our nodes reaches it",
    check: async ({ backup, ec2, rds }, { name }) => {
      const { DBInstances: [instance] = [] } = await rds.describeDBInstances();
      const RestoreTestingPlanName = `langfuse_${name}_postgres`;
      const { RestoreTestingPlan } = await backup.getRestoreTestingPlan({ RestoreTestingPlanName });
      assert.equal(RestoreTestingPlan?.ScheduleExpression, "cron(0 6 1 * ? *)");
      const { IncludeVaults = [] } = RestoreTestingPlan?.RecoveryPointSelection ?? {};
      const vault = await backup.describeBackupVault({ BackupVaultName: `langfuse-${name}` });
      assert.deepEqual(IncludeVaults, [vault.BackupVaultArn]);

      const { RestoreTestingSelection: selection } = await backup.getRestoreTestingSelection({
        RestoreTestingPlanName,
        RestoreTestingSelectionName: "postgres",
      });
      assert.deepEqual(selection?.ProtectedResourceArns, [instance?.DBInstanceArn]);
      const overrides = selection?.RestoreMetadataOverrides ?? {};
      assert.equal(overrides.dbSubnetGroupName, instance?.DBSubnetGroup?.DBSubnetGroupName);
      const groupIds: string[] = JSON.parse(overrides.vpcSecurityGroupIds ?? "[]");
      assert.equal(groupIds.length, 1);
      const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({
        Filters: [{ Name: "group-id", Values: groupIds }],
      });
      const ways = SecurityGroupRules.filter(({ IsEgress }) => !IsEgress);
      assert.deepEqual(
        ways.map(({ FromPort, ToPort, ReferencedGroupInfo, CidrIpv4 }) => [
          FromPort,
          ToPort,
          ReferencedGroupInfo?.GroupId !== undefined,
          CidrIpv4,
        ]),
        [[RESTORED_PORT, RESTORED_PORT, true, undefined]],
      );
    },
  },
];
