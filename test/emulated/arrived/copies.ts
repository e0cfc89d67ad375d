import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import { COPIED_SECRETS } from "../../support/copied-secrets";
import type { Aws } from "../support/aws";
import type { Arrival } from "./arrival";

/** What a second region holds, asked there. */
export const COPIES: readonly Arrival[] = [
  {
    name: "the second region can give every secret that restored data depends on, and no other",
    check: async (aws, environment) => {
      const there = thereOf(aws, environment);
      const { SecretList = [] } = await there.secrets.listSecrets({ MaxResults: 100 });
      assert.deepEqual(
        SecretList.map(({ Name }) => Name).sort(),
        COPIED_SECRETS.map((secret) => `langfuse-${environment.name}/${secret}`),
      );
      const key = await keyThere(there, environment, "secrets");
      for (const SecretId of COPIED_SECRETS.map((secret) => `langfuse-${environment.name}/${secret}`)) {
        const [here, copy] = await Promise.all(
          [aws, there].map(({ secrets }) => secrets.getSecretValue({ SecretId })),
        );
        assert.equal(copy?.SecretString, here?.SecretString);
        const { ReplicationStatus = [] } = await aws.secrets.describeSecret({ SecretId });
        assert.deepEqual(
          ReplicationStatus.map(({ KmsKeyId }) => KmsKeyId),
          [key],
        );
      }
    },
  },
  {
    name: "every object of events, media and backups goes to the second region, deletions of backups do not",
    check: async (aws, environment) => {
      const there = thereOf(aws, environment);
      const bucket = (kind: string) => `langfuse-${environment.name}-${kind}-${environment.accountId}`;
      for (const [purpose, keyPurpose, deletions] of [
        ["blobs", "data", "Enabled"],
        ["backups", "backups", "Disabled"],
      ] as const) {
        const { ReplicationConfiguration } = await aws.s3.getBucketReplication({ Bucket: bucket(purpose) });
        const [rule] = ReplicationConfiguration?.Rules ?? [];
        const replica = bucket(`copies-${purpose}`);
        const { LocationConstraint } = await there.s3.getBucketLocation({ Bucket: replica });
        assert.equal(LocationConstraint, environment.disasterRecovery?.region);
        assert.equal(rule?.Destination?.Bucket, `arn:aws:s3:::${replica}`);
        assert.equal(
          rule?.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID,
          await keyThere(there, environment, keyPurpose),
        );
        assert.equal(rule?.Status, "Enabled");
        assert.equal(rule?.Filter?.Prefix ?? "", "");
        assert.equal(rule?.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status, "Enabled");
        assert.equal(rule?.DeleteMarkerReplication?.Status, deletions);
      }
      const lock = await there.s3.getObjectLockConfiguration({ Bucket: bucket("copies-backups") });
      const { DefaultRetention } = lock.ObjectLockConfiguration?.Rule ?? {};
      assert.equal(DefaultRetention?.Days, environment.blobs.backupLockDays);
    },
  },
  {
    name: "the second region can restore the database to any second of as many days",
    check: async (aws, environment) => {
      const { DBInstances = [] } = await aws.rds.describeDBInstances();
      const there = thereOf(aws, environment);
      const { DBInstanceAutomatedBackups = [] } = await there.rds.describeDBInstanceAutomatedBackups();
      assert.deepEqual(
        DBInstanceAutomatedBackups.map(({ DBInstanceArn, BackupRetentionPeriod, KmsKeyId, Status }) => [
          DBInstanceArn,
          BackupRetentionPeriod,
          KmsKeyId,
          Status,
        ]),
        [
          [
            DBInstances[0]?.DBInstanceArn,
            environment.postgres.backupDays,
            await keyThere(there, environment, "data"),
            "replicating",
          ],
        ],
      );
    },
  },
  {
    name: "a vault of the second region, as locked as the first, gets a copy of each copy",
    check: async (aws, environment) => {
      const there = thereOf(aws, environment);
      const BackupVaultName = `langfuse-${environment.name}-copies`;
      const vault = await there.backup.describeBackupVault({ BackupVaultName });
      assert.equal(vault.EncryptionKeyArn, await keyThere(there, environment, "backups"));
      assert.equal(vault.MinRetentionDays, environment.postgres.vault.days);
      const { BackupPlansList = [] } = await aws.backup.listBackupPlans();
      const { BackupPlan } = await aws.backup.getBackupPlan({
        BackupPlanId: BackupPlansList[0]?.BackupPlanId,
      });
      assert.deepEqual(BackupPlan?.Rules?.flatMap(({ CopyActions = [] }) => CopyActions)[0], {
        DestinationBackupVaultArn: vault.BackupVaultArn,
        Lifecycle: { DeleteAfterDays: environment.postgres.vault.days },
      });
    },
  },
];

function thereOf(aws: Aws, { name, disasterRecovery }: Environment): Aws {
  assert(disasterRecovery, `${name} has no second region`);
  return aws.in(disasterRecovery.region);
}

async function keyThere(there: Aws, { name }: Environment, purpose: string): Promise<string | undefined> {
  const { KeyMetadata } = await there.kms.describeKey({ KeyId: `alias/langfuse-${name}-copies-${purpose}` });
  return KeyMetadata?.Arn;
}
