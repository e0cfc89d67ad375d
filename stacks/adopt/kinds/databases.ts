import { type Account, areOurs, byKey, ifThere, type Kind, named, unfinished } from "./kind";

/** The database, the queue, and what belongs to them. */
export const DATABASES: readonly Kind[] = [
  named("aws_db_instance", ["identifier"], async (account, { identifier }) => {
    const found = await ifThere(account.aws.rds.describeDBInstances({ DBInstanceIdentifier: identifier }));
    return (found?.DBInstances ?? []).map(({ DbiResourceId, DBInstanceArn, DBInstanceStatus, TagList }) => ({
      importId: identifier,
      attributes: { id: DbiResourceId, identifier, arn: DBInstanceArn },
      ours: areOurs(account, byKey(TagList)),
      // It has many states in which it works.
      ...(/^(creating|deleting|failed)$/.test(DBInstanceStatus ?? "")
        ? unfinished(DBInstanceStatus, ["available"])
        : {}),
    }));
  }),
  named(
    "aws_db_instance_automated_backups_replication",
    ["source_db_instance_arn"],
    async ({ aws }, values) => {
      const { source_db_instance_arn: source } = values;
      const DBInstanceIdentifier = source.split(":").at(-1);
      const found = await ifThere(aws.rds.describeDBInstanceAutomatedBackups({ DBInstanceIdentifier }));
      // What is left of a copying that has ended stays beside the next one.
      const copied = (found?.DBInstanceAutomatedBackups ?? []).filter(
        ({ DBInstanceArn, Status }) => DBInstanceArn === source && Status?.toLowerCase() !== "retained",
      );
      return copied.map(({ DBInstanceAutomatedBackupsArn: arn = "" }) => ({
        importId: arn,
        attributes: { id: arn },
        // It is of a database of ours.
        ours: true,
      }));
    },
  ),
  named("aws_db_parameter_group", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.rds.describeDBParameterGroups({ DBParameterGroupName: name }));
    return Promise.all(
      (found?.DBParameterGroups ?? []).map(({ DBParameterGroupArn }) =>
        inRds(account, name, DBParameterGroupArn),
      ),
    );
  }),
  named("aws_db_subnet_group", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.rds.describeDBSubnetGroups({ DBSubnetGroupName: name }));
    return Promise.all(
      (found?.DBSubnetGroups ?? []).map(({ DBSubnetGroupArn }) => inRds(account, name, DBSubnetGroupArn)),
    );
  }),
  named("aws_elasticache_replication_group", ["replication_group_id"], async (account, values) => {
    const { replication_group_id: id } = values;
    const found = await ifThere(
      account.aws.elasticache.describeReplicationGroups({ ReplicationGroupId: id }),
    );
    return Promise.all(
      (found?.ReplicationGroups ?? []).map(({ ARN, Status }) => inElastiCache(account, id, ARN, Status)),
    );
  }),
  named("aws_elasticache_parameter_group", ["name"], async (account, { name }) => {
    const found = await ifThere(
      account.aws.elasticache.describeCacheParameterGroups({ CacheParameterGroupName: name }),
    );
    return Promise.all(
      (found?.CacheParameterGroups ?? []).map(({ ARN }) => inElastiCache(account, name, ARN)),
    );
  }),
  named("aws_elasticache_subnet_group", ["name"], async (account, { name }) => {
    const found = await ifThere(
      account.aws.elasticache.describeCacheSubnetGroups({ CacheSubnetGroupName: name }),
    );
    return Promise.all((found?.CacheSubnetGroups ?? []).map(({ ARN }) => inElastiCache(account, name, ARN)));
  }),
  named("aws_elasticache_user_group", ["user_group_id"], async (account, { user_group_id: id }) => {
    const found = await ifThere(account.aws.elasticache.describeUserGroups({ UserGroupId: id }));
    return Promise.all(
      (found?.UserGroups ?? []).map(({ ARN, Status }) => inElastiCache(account, id, ARN, Status)),
    );
  }),
  named("aws_cloudformation_stack", ["name"], async (account, { name }) => {
    const found = await ifThere(account.aws.cloudformation.describeStacks({ StackName: name }));
    return (found?.Stacks ?? []).map(({ StackId, StackStatus, Tags }) => ({
      importId: name,
      attributes: { id: StackId },
      ours: areOurs(account, byKey(Tags)),
      ...unfinished(StackStatus, ["create_complete", "update_complete", "update_rollback_complete"]),
    }));
  }),
];

async function inRds(account: Account, name: string, arn = "") {
  const { TagList } = await account.aws.rds.listTagsForResource({ ResourceName: arn });
  return { importId: name, attributes: { id: name, name }, ours: areOurs(account, byKey(TagList)) };
}

async function inElastiCache(account: Account, id: string, arn = "", status?: string) {
  const { TagList } = await account.aws.elasticache.listTagsForResource({ ResourceName: arn });
  return {
    importId: id,
    attributes: { id },
    ours: areOurs(account, byKey(TagList)),
    ...unfinished(status, ["available", "active"]),
  };
}
