import { each, type Kind } from "./kind";

/** What holds data, and what encrypts it. */
export const DATA: readonly Kind[] = [
  {
    type: "aws_kms_key",
    list: async ({ kms }) => {
      const keys = each((await kms.listKeys()).Keys, "KeyId");
      const described = await Promise.all(keys.map((KeyId) => kms.describeKey({ KeyId })));
      return described.map(({ KeyMetadata }) => `${KeyMetadata?.KeyState} ${KeyMetadata?.KeyId}`);
    },
  },
  { type: "aws_kms_alias", list: async ({ kms }) => each((await kms.listAliases()).Aliases, "AliasName") },
  {
    type: "aws_cloudwatch_log_group",
    list: async ({ logs }) => each((await logs.describeLogGroups()).logGroups, "logGroupName"),
  },
  {
    type: "aws_cloudwatch_log_resource_policy",
    list: async ({ logs }) => each((await logs.describeResourcePolicies()).resourcePolicies, "policyName"),
  },
  {
    type: "aws_cloudwatch_metric_alarm",
    list: async ({ cloudwatch }) => each((await cloudwatch.describeAlarms()).MetricAlarms, "AlarmName"),
  },
  {
    type: "aws_sns_topic",
    list: async ({ sns }) => each((await sns.listTopics()).Topics, "TopicArn"),
    parts: ["aws_sns_topic_policy"],
  },
  {
    type: "aws_sns_topic_subscription",
    list: async ({ sns }) => each((await sns.listSubscriptions()).Subscriptions, "SubscriptionArn"),
  },
  {
    type: "aws_cloudwatch_event_rule",
    list: async (aws) => {
      // What people do with IAM is told in us-east-1.
      const [here, global] = await Promise.all([
        aws.events.listRules(),
        aws.in("us-east-1").events.listRules(),
      ]);
      return each([...(here.Rules ?? []), ...(global.Rules ?? [])], "Arn");
    },
    parts: ["aws_cloudwatch_event_target"],
  },
  {
    type: "aws_cloudtrail",
    list: async ({ cloudtrail }) => each((await cloudtrail.describeTrails()).trailList, "TrailARN"),
  },
  {
    type: "aws_s3_bucket",
    list: async ({ s3 }) => each((await s3.listBuckets()).Buckets, "Name"),
    parts: [
      "aws_s3_bucket_cors_configuration",
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_logging",
      "aws_s3_bucket_metric",
      "aws_s3_bucket_object_lock_configuration",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_replication_configuration",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
    ],
  },
  {
    type: "aws_secretsmanager_secret",
    list: async ({ secrets }) => each((await secrets.listSecrets()).SecretList, "ARN"),
    parts: ["aws_secretsmanager_secret_version"],
  },
  {
    type: "aws_db_instance",
    list: async ({ rds }) => each((await rds.describeDBInstances()).DBInstances, "DBInstanceIdentifier"),
  },
  {
    type: "aws_db_instance_automated_backups_replication",
    list: async ({ rds }) => {
      const { DBInstanceAutomatedBackups = [] } = await rds.describeDBInstanceAutomatedBackups();
      // Copies alone have one; backups in the region of the database are its automated snapshots, below.
      const copies = DBInstanceAutomatedBackups.filter((backup) => backup.DBInstanceAutomatedBackupsArn);
      return each(copies, "DBInstanceAutomatedBackupsArn");
    },
  },
  {
    type: "aws_db_snapshot",
    list: async ({ rds }) => each((await rds.describeDBSnapshots()).DBSnapshots, "DBSnapshotIdentifier"),
  },
  {
    type: "aws_db_parameter_group",
    list: async ({ rds }) =>
      each((await rds.describeDBParameterGroups()).DBParameterGroups, "DBParameterGroupName"),
  },
  {
    type: "aws_db_subnet_group",
    list: async ({ rds }) => each((await rds.describeDBSubnetGroups()).DBSubnetGroups, "DBSubnetGroupName"),
  },
  {
    type: "aws_elasticache_replication_group",
    list: async ({ elasticache }) =>
      each((await elasticache.describeReplicationGroups()).ReplicationGroups, "ReplicationGroupId"),
  },
  {
    type: "aws_elasticache_parameter_group",
    list: async ({ elasticache }) =>
      each(
        (await elasticache.describeCacheParameterGroups()).CacheParameterGroups,
        "CacheParameterGroupName",
      ),
  },
  {
    type: "aws_elasticache_subnet_group",
    list: async ({ elasticache }) =>
      each((await elasticache.describeCacheSubnetGroups()).CacheSubnetGroups, "CacheSubnetGroupName"),
  },
  {
    type: "aws_elasticache_user_group",
    list: async ({ elasticache }) => each((await elasticache.describeUserGroups()).UserGroups, "UserGroupId"),
  },
  {
    type: "aws_elasticache_user",
    list: async ({ elasticache }) => each((await elasticache.describeUsers()).Users, "UserId"),
  },
  {
    type: "aws_backup_vault",
    list: async ({ backup }) => each((await backup.listBackupVaults()).BackupVaultList, "BackupVaultName"),
    parts: ["aws_backup_vault_lock_configuration"],
  },
  {
    type: "aws_backup_plan",
    list: async ({ backup }) => each((await backup.listBackupPlans()).BackupPlansList, "BackupPlanName"),
    parts: ["aws_backup_selection"],
  },
  {
    type: "aws_backup_restore_testing_plan",
    list: async ({ backup }) =>
      each((await backup.listRestoreTestingPlans()).RestoreTestingPlans, "RestoreTestingPlanName"),
    parts: ["aws_backup_restore_testing_selection"],
  },
  {
    type: "aws_cloudformation_stack",
    list: async ({ cloudformation }) => each((await cloudformation.describeStacks()).Stacks, "StackName"),
  },
];
