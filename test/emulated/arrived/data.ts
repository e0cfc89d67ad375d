import assert from "node:assert/strict";
import type { Arrival } from "./arrival";

/** Databases, keys and secrets. */
export const DATA: readonly Arrival[] = [
  {
    name: "the database is encrypted, private, watched, backed up, and doubled where a standby is wanted",
    check: async ({ rds, kms }, { name, postgres, protectData }) => {
      const { DBInstances = [] } = await rds.describeDBInstances();
      assert.equal(DBInstances.length, 1);
      const [instance] = DBInstances;
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${name}-data` });
      assert.equal(instance?.KmsKeyId, KeyMetadata?.Arn);
      assert.equal(instance?.PerformanceInsightsKMSKeyId, KeyMetadata?.Arn);
      assert.deepEqual(
        {
          encrypted: instance?.StorageEncrypted,
          public: instance?.PubliclyAccessible,
          standby: instance?.MultiAZ,
          backupDays: instance?.BackupRetentionPeriod,
          deletionProtection: instance?.DeletionProtection,
          monitoringSeconds: instance?.MonitoringInterval,
          managedPassword: instance?.MasterUserSecret?.SecretArn !== undefined,
        },
        {
          encrypted: true,
          public: false,
          standby: postgres.standby,
          backupDays: postgres.backupDays,
          deletionProtection: protectData,
          monitoringSeconds: 60,
          managedPassword: true,
        },
      );
    },
  },
  {
    name: "the database's parameter group refuses connections without TLS",
    check: async ({ rds }) => {
      const { DBInstances = [] } = await rds.describeDBInstances();
      const groups = DBInstances.flatMap(({ DBParameterGroups = [] }) => DBParameterGroups);
      assert.equal(groups.length, 1);
      const { Parameters = [] } = await rds.describeDBParameters({
        DBParameterGroupName: groups[0]?.DBParameterGroupName,
      });
      const force = Parameters.find(({ ParameterName }) => ParameterName === "rds.force_ssl");
      assert.equal(force?.ParameterValue, "1");
    },
  },
  {
    name: "databases stand in the data subnets of every zone",
    check: async ({ ec2, rds, elasticache }, { name, zones }) => {
      const { Subnets = [] } = await ec2.describeSubnets({
        Filters: [{ Name: "tag:Name", Values: zones.map((zone) => `langfuse-${name}-data-${zone}`) }],
      });
      const expected = Subnets.map(({ SubnetId }) => SubnetId).sort();
      assert.equal(expected.length, zones.length);
      const [postgres] = (await rds.describeDBSubnetGroups()).DBSubnetGroups ?? [];
      assert.deepEqual(postgres?.Subnets?.map((subnet) => subnet.SubnetIdentifier).sort(), expected);
      const [cache] = (await elasticache.describeCacheSubnetGroups()).CacheSubnetGroups ?? [];
      assert.deepEqual(cache?.Subnets?.map((subnet) => subnet.SubnetIdentifier).sort(), expected);
    },
  },
  {
    name: "the cache is encrypted at rest and in transit, has its replicas, and evicts nothing",
    check: async ({ elasticache, kms }, { name, cache }) => {
      const { ReplicationGroups = [] } = await elasticache.describeReplicationGroups();
      const [group] = ReplicationGroups;
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${name}-data` });
      assert.equal(group?.KmsKeyId, KeyMetadata?.Arn);
      assert.equal(group?.AtRestEncryptionEnabled, true);
      assert.equal(group?.TransitEncryptionEnabled, true);
      assert.equal(group?.MemberClusters?.length, cache.replicas + 1);
      const { CacheClusters = [] } = await elasticache.describeCacheClusters();
      const { Parameters = [] } = await elasticache.describeCacheParameters({
        CacheParameterGroupName: CacheClusters[0]?.CacheParameterGroup?.CacheParameterGroupName,
      });
      const policy = Parameters.find(({ ParameterName }) => ParameterName === "maxmemory-policy");
      assert.equal(policy?.ParameterValue, "noeviction");
    },
  },
  {
    name: "every key of ours is replaced each year",
    check: async ({ kms }) => {
      const { Aliases = [] } = await kms.listAliases({ Limit: 100 });
      const ours = Aliases.filter(({ AliasName }) => AliasName?.startsWith("alias/langfuse-"));
      assert.notEqual(ours.length, 0);
      const rotations = await Promise.all(
        ours.map(async ({ AliasName, TargetKeyId: KeyId }) => ({
          AliasName,
          ...(await kms.getKeyRotationStatus({ KeyId })),
        })),
      );
      const kept = rotations.filter(({ KeyRotationEnabled }) => !KeyRotationEnabled);
      assert.deepEqual(
        kept.map(({ AliasName }) => AliasName),
        [],
      );
    },
  },
  {
    name: "every secret has a value, and is encrypted with a key of ours",
    check: async ({ secrets, kms }, { name }) => {
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${name}-secrets` });
      const { SecretList = [] } = await secrets.listSecrets({ MaxResults: 100 });
      const described = await Promise.all(
        SecretList.map(({ ARN }) => secrets.describeSecret({ SecretId: ARN })),
      );
      const current = described.map(({ Name, KmsKeyId, VersionIdsToStages = {} }) => [
        Name?.replace(/^rds!db-.*/, "of the database"),
        KmsKeyId === KeyMetadata?.Arn,
        Object.values(VersionIdsToStages).flat(),
      ]);
      const names = [...SECRETS.map((secret) => `langfuse-${name}/${secret}`), "of the database"];
      assert.deepEqual(
        current.sort(),
        names.map((secret) => [secret, true, ["AWSCURRENT"]]),
      );
    },
  },
];

/** What Langfuse needs from its first start. */
const SECRETS = [
  "cache-password",
  "clickhouse-password",
  "encryption-key",
  "nextauth-secret",
  "owner-password",
  "postgres-monitor-password",
  "postgres-password",
  "project-secret-key",
  "salt",
  "user-id-key",
];
