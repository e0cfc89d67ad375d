import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { Account } from "./account";
import { backupRoleArn, lentKeys } from "./backup-role";
import { byWayOf } from "./policy";
import { SecurityGroup } from "./security-group";
import type { VpcHandle } from "./vpc";

export interface RestoreTestProps {
  readonly account: Account;
  /** Identifier of the RDS instance whose snapshots are restored, and first part of the name of whatever belongs to it. */
  readonly instance: string;
  readonly vpc: Pick<VpcHandle, "vpcId" | "workloadSecurityGroupId">;
  /** Those of the instance. */
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  /** For example `17`. */
  readonly majorVersion: string;
  /** Vault that the snapshots are in. */
  readonly vault: string;
  /** Key of the instance's storage: that of its snapshots, and of what is restored from them. */
  readonly keyArn: string;
}

/** What whoever looks into a restored database has to know of it. */
export interface RestoreTestHandle {
  readonly planArn: string;
  readonly keyArn: string;
}

/** First part of the identifiers that AWS Backup gives to what it restores for a test.
 *  https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html (2026-11) */
export const RESTORED_PREFIX = "awsbackup-restore-test-";

/** Not 5432: pods share the security group of their nodes, so that by its port alone a network policy tells a restored
 *  database from the one that people use. */
export const RESTORED_PORT = 5433;

/** Enough for whoever reads a table once; RDS reads storage from the snapshot as it is asked for. */
const INSTANCE_CLASS = "db.t4g.medium";

/** Once a month AWS Backup restores the newest snapshot in the vault into an instance of its own, beside the one that people
 *  use, and deletes it when somebody has said what it is worth, or 8 hours later. One zone, no public address, the key of
 *  the snapshot and the settings of the instance, which are TLS or nothing; only our nodes reach it.
 *  Cost: 0.07 USD an hour for the instance and 0.13 a month per GiB of its storage in eu-west-1: for two hours and 100 GiB
 *  0.20 USD a month, for the whole window 0.70 (aws.amazon.com/rds/postgresql/pricing, 2026-11), and what AWS Backup takes
 *  for a restore test (aws.amazon.com/backup/pricing). */
export class RestoreTest extends Construct {
  readonly handle: RestoreTestHandle;

  constructor(scope: Construct, id: string, props: RestoreTestProps) {
    super(scope, id);
    const { account, instance, vault, keyArn } = props;
    const { region, accountId } = account;
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      // Letters, digits and `_` alone.
      name: instance.replaceAll("-", "_"),
      // Three hours after the night's backup begins. AWS begins the test within the hour.
      scheduleExpression: "cron(0 6 1 * ? *)",
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 1,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [`arn:aws:backup:${region}:${accountId}:backup-vault:${vault}`],
          recoveryPointTypes: ["SNAPSHOT"],
          // Of yesterday, where tonight's is not ready; where there is none, no test runs, and the drill fails.
          selectionWindowDays: 2,
        },
      ],
    });
    new BackupRestoreTestingSelection(this, "database", {
      name: "postgres",
      restoreTestingPlanName: plan.name,
      iamRoleArn: this.roleArn(props),
      protectedResourceType: "RDS",
      protectedResourceArns: [`arn:aws:rds:${region}:${accountId}:db:${instance}`],
      validationWindowHours: 8,
      restoreMetadataOverrides: this.overrides(props),
    });
    this.handle = { planArn: plan.arn, keyArn };
  }

  /** What AWS Backup would choose otherwise. It always chooses no public access, one zone and no deletion protection, and
   *  the key cannot be another than the snapshot's. Lists are JSON in a string. */
  private overrides(props: RestoreTestProps): Record<string, string> {
    return {
      dbInstanceClass: INSTANCE_CLASS,
      dbSubnetGroupName: props.subnetGroupName,
      dbParameterGroupName: props.parameterGroupName,
      port: String(RESTORED_PORT),
      vpcSecurityGroupIds: JSON.stringify([this.securityGroupId(props)]),
    };
  }

  private securityGroupId({ instance, vpc }: RestoreTestProps): string {
    const group = new SecurityGroup(this, "security-group", {
      vpcId: vpc.vpcId,
      name: `${instance}-restore-test`,
      description: "A database that AWS Backup restored for a test",
    });
    group.allowFrom("workloads", {
      description: "The job that looks what came back",
      port: RESTORED_PORT,
      peer: { securityGroupId: vpc.workloadSecurityGroupId },
    });
    return group.id;
  }

  /** What AWS's own policy for this purpose allows, of RDS and on what tests are made of alone.
   *  https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html (2026-11) */
  private roleArn({ account, instance, keyArn, ...props }: RestoreTestProps): string {
    const rds = (resource: string) => `arn:aws:rds:${account.region}:${account.accountId}:${resource}`;
    const restored = rds(`db:${RESTORED_PREFIX}*`);
    const snapshots = rds("snapshot:awsbackup:*");
    return backupRoleArn(this, {
      account,
      name: `${instance}-restore-test`,
      description: "AWS Backup restores databases for a test",
      statements: [
        {
          sid: "Snapshots",
          actions: ["rds:DescribeDBSnapshots", "rds:ListTagsForResource"],
          resources: [snapshots],
        },
        {
          sid: "Restore",
          actions: ["rds:RestoreDBInstanceFromDBSnapshot"],
          resources: [
            restored,
            snapshots,
            rds(`subgrp:${props.subnetGroupName}`),
            rds(`pg:${props.parameterGroupName}`),
            rds(`og:default:postgres-${props.majorVersion}`),
          ],
        },
        {
          sid: "Restored",
          actions: [
            "rds:AddTagsToResource",
            "rds:DeleteDBInstance",
            "rds:DescribeDBInstances",
            "rds:ListTagsForResource",
          ],
          resources: [restored],
        },
        {
          sid: "UseKey",
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: [keyArn],
          conditions: byWayOf("rds", account),
        },
        ...lentKeys([keyArn]),
      ],
    });
  }
}
