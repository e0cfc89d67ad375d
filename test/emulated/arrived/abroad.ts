import assert from "node:assert/strict";
import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import type { Arrival } from "./arrival";

/** What goes to the account that keeps copies, asked where it comes from. */
export const ABROAD: readonly Arrival[] = [
  {
    name: "every object goes to the vault account as well, under its key, and deletions of backups do not",
    check: async ({ s3 }, environment) => {
      const there = vaultAccountOf(environment);
      assert(there);
      for (const [purpose, deletions] of [
        ["blobs", "Enabled"],
        ["backups", "Disabled"],
      ] as const) {
        const Bucket = `langfuse-${environment.name}-${purpose}-${environment.accountId}`;
        const { ReplicationConfiguration } = await s3.getBucketReplication({ Bucket });
        const rule = ReplicationConfiguration?.Rules?.find(({ ID }) => ID === "vault-account");
        const { Bucket: destination, EncryptionConfiguration } = rule?.Destination ?? {};
        assert.equal(destination, `arn:aws:s3:::${there.bucket(purpose).bucket}`);
        assert.equal(EncryptionConfiguration?.ReplicaKmsKeyID, there.keyAliasArn);
        assert.equal(rule?.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status, "Enabled");
        assert.equal(rule?.DeleteMarkerReplication?.Status, deletions);
      }
    },
  },
  {
    name: "the vault account gets a copy of each snapshot, and its AWS Backup may use the key of the database",
    check: async ({ backup, kms }, environment) => {
      const there = vaultAccountOf(environment);
      assert(there);
      const { BackupPlansList = [] } = await backup.listBackupPlans();
      const { BackupPlan } = await backup.getBackupPlan({ BackupPlanId: BackupPlansList[0]?.BackupPlanId });
      const copies = BackupPlan?.Rules?.flatMap(({ CopyActions = [] }) => CopyActions) ?? [];
      assert.deepEqual(copies.slice(1), [
        {
          DestinationBackupVaultArn: there.vaultArn,
          Lifecycle: { DeleteAfterDays: environment.postgres.vault.days },
        },
      ]);
      const { KeyMetadata } = await kms.describeKey({ KeyId: `alias/langfuse-${environment.name}-data` });
      const { Policy = "" } = await kms.getKeyPolicy({ KeyId: KeyMetadata?.KeyId, PolicyName: "default" });
      assert.match(Policy, new RegExp(`${there.accountId}:role/aws-service-role/backup.amazonaws.com/`));
    },
  },
];
