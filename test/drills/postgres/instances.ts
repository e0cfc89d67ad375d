import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Aws, awsAt } from "../../emulated/support/aws";
import { Emulator } from "../../emulated/support/emulator";

export const account = { accountId: "123456789012", region: "eu-west-1" } as const;
export const ENVIRONMENT = "drill";
export const PRESENT = `langfuse-${ENVIRONMENT}-postgres`;

/** An account with a database as `constructs/postgres.ts` makes it. */
export async function startAccount(folder: string): Promise<{ emulator: Emulator; aws: Aws }> {
  mkdirSync(join(folder, "logs"));
  const emulator = await Emulator.start(account, join(folder, "logs"));
  const aws = awsAt(emulator.shim.url, account.region);
  const { Subnets = [] } = await aws.ec2.describeSubnets({});
  const { SecurityGroups = [] } = await aws.ec2.describeSecurityGroups({});
  const { KeyMetadata } = await aws.kms.createKey({});
  await aws.rds.createDBSubnetGroup({
    DBSubnetGroupName: PRESENT,
    DBSubnetGroupDescription: "private",
    SubnetIds: Subnets.flatMap(({ SubnetId = [] }) => SubnetId),
  });
  await aws.rds.createDBParameterGroup({
    DBParameterGroupName: PRESENT,
    DBParameterGroupFamily: "postgres17",
    Description: "TLS only",
  });
  await aws.rds.createDBInstance({
    DBInstanceIdentifier: PRESENT,
    Engine: "postgres",
    EngineVersion: "17",
    DBInstanceClass: "db.m7g.large",
    MultiAZ: true,
    StorageType: "gp3",
    AllocatedStorage: 100,
    MaxAllocatedStorage: 1000,
    StorageEncrypted: true,
    KmsKeyId: KeyMetadata?.Arn,
    DBSubnetGroupName: PRESENT,
    VpcSecurityGroupIds: SecurityGroups.flatMap(({ GroupId = [] }) => GroupId),
    DBParameterGroupName: PRESENT,
    PubliclyAccessible: false,
    MasterUsername: "administrator",
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: KeyMetadata?.Arn,
    EnableIAMDatabaseAuthentication: true,
    EnableCloudwatchLogsExports: ["postgresql", "upgrade"],
    MonitoringInterval: 60,
    MonitoringRoleArn: `arn:aws:iam::${account.accountId}:role/${PRESENT}-monitoring`,
    EnablePerformanceInsights: true,
    PerformanceInsightsRetentionPeriod: 7,
    BackupRetentionPeriod: 35,
    PreferredBackupWindow: "01:30-02:30",
    PreferredMaintenanceWindow: "sun:03:00-sun:04:00",
    AutoMinorVersionUpgrade: true,
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    Tags: [{ Key: "environment", Value: ENVIRONMENT }],
  });
  return { emulator, aws };
}
