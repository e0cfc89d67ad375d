import { reference } from "../../support/terraform-json";
import { accompanies } from "../accompanies";
import { isBackupBucket, isDataBucket } from "../buckets";
import { atLeast, exactly, matching, oneOf, ourKey, referenceTo } from "../expectations";
import { each, eachMissing } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { inProduction, requires, whenProtected } from "../requires";
import { type Expectation, type Rule, refersTo, replace, valuesAt } from "../rule";

const encryption = "aws_s3_bucket_server_side_encryption_configuration";

const isOriginal = ({ name }: Pick<PlatformResource, "name">): boolean => name.startsWith("backups_");

const databases: Expectation = {
  expected: "ARNs of databases",
  holds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => /^arn:[^:]+:rds:.+:db:/.test(String(one))),
  violations: () => [undefined, [], ["arn:aws:s3:::something-else"]],
};

/** Copies that outlive what they are copies of. */
export const backupRules: readonly Rule[] = [
  requires({
    id: "backups-locked",
    rows: ["S10"],
    title: "Nobody deletes a backup before its time, not even who wrote it",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isBackupBucket,
    arguments: {
      "rule.default_retention.mode": oneOf("GOVERNANCE", "COMPLIANCE"),
      "rule.default_retention.days": atLeast(1),
    },
  }),
  accompanies({
    id: "backups-have-lock",
    rows: ["S10"],
    title: "Every bucket of backups locks what is written, which the bucket alone does not",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket",
    where: isBackupBucket,
    companion: "aws_s3_bucket_object_lock_configuration",
    by: "bucket",
  }),
  requires({
    id: "backups-locked-long",
    rows: ["S10"],
    title: "In production the lock outlives the time that an intruder stays unseen",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isBackupBucket,
    appliesTo: whenProtected,
    arguments: { "rule.default_retention.days": atLeast(7) },
  }),
  requires({
    id: "backups-lockable",
    rows: ["S10"],
    title: "The bucket of the backups can lock, which cannot be switched on later",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket",
    where: isBackupBucket,
    arguments: { object_lock_enabled: exactly(true) },
  }),
  requires({
    id: "restore-drill",
    rows: ["K10"],
    title: "In production a job restores the newest backup once a month, and a failure is not tried away",
    upstream: ["REL09-BP04"],
    type: "CronJob",
    where: ({ name }) => name === "restore-drill/restore-drill",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      "spec.schedule": matching(/^\d+ \d+ \d+ \* \*$/),
      "spec.concurrencyPolicy": exactly("Forbid"),
      "spec.jobTemplate.spec.backoffLimit": exactly(0),
    },
  }),
  requires({
    id: "restore-test",
    rows: ["K10"],
    title:
      "In production the newest snapshot of Postgres is restored once a month, where nobody comes from outside",
    upstream: ["REL09-BP04"],
    type: "aws_backup_restore_testing_selection",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      restore_testing_plan_name: referenceTo("aws_backup_restore_testing_plan"),
      protected_resource_type: exactly("RDS"),
      validation_window_hours: atLeast(1),
      "restore_metadata_overrides.dbSubnetGroupName": referenceTo("aws_db_instance"),
      // AWS Backup's own choice is no.
      "restore_metadata_overrides.publiclyAccessible": {
        ...oneOf(undefined, "false"),
        violations: () => ["true"],
      },
    },
  }),
  requires({
    id: "vault-protected",
    rows: ["K10"],
    title: "Where data is protected, Terraform destroys no vault, and none with what is in it",
    upstream: ["REL09-BP04"],
    type: "aws_backup_vault",
    appliesTo: whenProtected,
    arguments: { force_destroy: exactly(false), "lifecycle.prevent_destroy": exactly(true) },
  }),
  {
    id: "backups-own-key",
    rows: ["S10", "K2"],
    title: "Backups survive the loss of the key of what they are backups of",
    upstream: ["WA SEC08"],
    appliesTo: () => true,
    check: (platform) => {
      const keys = resources(platform, "aws_kms_key");
      const data = resources(platform, encryption).filter((one) => isDataBucket(one) && !isBackupBucket(one));
      return resources(platform, encryption)
        .filter(isBackupBucket)
        .filter((backup) => {
          const [own] = keys.filter((key) => refersTo(backup.arguments, key));
          const others = [...data, ...resources(platform, "aws_db_instance")];
          return !own || others.some(({ arguments: block }) => refersTo(block, own));
        })
        .map(({ address }) => ({ address, problem: "is encrypted with a key of the data" }));
    },
    mutants: (platform) => {
      const [data] = resources(platform, encryption).filter(
        (one) => isDataBucket(one) && !isBackupBucket(one),
      );
      const path = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
      const [key] = valuesAt(data?.arguments, path);
      return each(
        platform,
        { type: encryption, name: "with the key of the data", where: isBackupBucket },
        (block) => replace(block, path, key),
      );
    },
  },
  {
    id: "backups-bucket",
    rows: ["S10"],
    title: "Backups have a bucket of their own",
    upstream: ["REL09-BP04"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_s3_bucket").some(isOriginal)
        ? []
        : [{ address: "aws_s3_bucket", problem: "none for backups" }],
    mutants: (platform) => eachMissing(platform, "aws_s3_bucket", isOriginal),
  },
  requires({
    id: "vault-encrypted",
    rows: ["K10"],
    title: "In production snapshots lie in a vault with a key of ours",
    upstream: ["CKV_AWS_166"],
    type: "aws_backup_vault",
    exists: true,
    appliesTo: inProduction,
    arguments: { kms_key_arn: ourKey },
    sample: [
      {
        type: "aws_backup_vault",
        name: "sample",
        arguments: { kms_key_arn: reference("aws_kms_key.backups_key_key.arn") },
      },
    ],
  }),
  requires({
    id: "vault-locked",
    rows: ["K10"],
    title: "In production nobody deletes a snapshot of either vault before its time",
    upstream: ["REL09-BP04"],
    type: "aws_backup_vault_lock_configuration",
    exists: true,
    appliesTo: inProduction,
    arguments: { min_retention_days: atLeast(30) },
  }),
  accompanies({
    id: "plan-chooses",
    rows: ["K10"],
    title:
      "Every plan of backups has chosen something: without a choice it runs each night and keeps nothing",
    upstream: ["REL09-BP04"],
    type: "aws_backup_plan",
    companion: "aws_backup_selection",
    by: "plan_id",
  }),
  requires({
    id: "plan-chooses-postgres",
    rows: ["K10"],
    title: "What a plan has chosen is the database",
    upstream: ["REL09-BP04"],
    type: "aws_backup_selection",
    appliesTo: whenProtected,
    arguments: { resources: databases },
  }),
  accompanies({
    id: "vault-has-lock",
    rows: ["K10"],
    title: "Every vault is locked",
    upstream: ["REL09-BP04"],
    type: "aws_backup_vault",
    companion: "aws_backup_vault_lock_configuration",
    by: "backup_vault_name",
  }),
];
