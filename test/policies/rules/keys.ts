import { isBackupBucket } from "../buckets";
import { absent, all, atLeast, exactly, matching, ourKey, referenceTo } from "../expectations";
import { each } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { inProduction, requires, whenProtected } from "../requires";
import { type Rule, refersTo, replace, valuesAt } from "../rule";

const objects = "aws_s3_bucket_server_side_encryption_configuration";

const encryption = "rule.apply_server_side_encryption_by_default.kms_master_key_id";

/** Whose loss must not be the loss of the others. */
const subjectTypes: readonly Subject[] = [
  { purpose: "data", type: "aws_db_instance", path: "kms_key_id" },
  { purpose: "data", type: "aws_elasticache_replication_group", path: "kms_key_id" },
  { purpose: "logs", type: "aws_cloudwatch_log_group", path: "kms_key_id" },
  { purpose: "secrets", type: "aws_secretsmanager_secret", path: "kms_key_id" },
  { purpose: "secrets", type: "aws_secretsmanager_secret", path: "replica.kms_key_id" },
  { purpose: "secrets", type: "aws_db_instance", path: "master_user_secret_kms_key_id" },
  { purpose: "Kubernetes' secrets", type: "aws_eks_cluster", path: "encryption_config.provider.key_arn" },
  { purpose: "volumes", type: "NodeClass", path: "spec.ephemeralStorage.kmsKeyID" },
  { purpose: "volumes", type: "StorageClass", path: "parameters.kmsKeyId" },
  { purpose: "data", type: objects, path: encryption, where: (one) => !isBackupBucket(one) },
  { purpose: "backups", type: objects, path: encryption, where: isBackupBucket },
  { purpose: "backups", type: "aws_backup_vault", path: "kms_key_arn" },
  { purpose: "logs", type: "aws_cloudtrail", path: "kms_key_id" },
  { purpose: "alarms", type: "aws_sns_topic", path: "kms_master_key_id" },
];

interface Subject {
  readonly purpose: string;
  readonly type: string;
  readonly path: string;
  /** @default - every resource of the type */
  readonly where?: (resource: PlatformResource) => boolean;
}

/** Keys and what they encrypt. */
export const keyRules: readonly Rule[] = [
  requires({
    id: "key-rotates",
    rows: ["K1"],
    title: "Every key rotates and takes 30 days to delete",
    upstream: ["CKV_AWS_7", "CKV_AWS_227", "CKV2_AWS_64", "AVD-AWS-0065", "Nag KMS5"],
    type: "aws_kms_key",
    exists: true,
    arguments: {
      enable_key_rotation: exactly(true),
      deletion_window_in_days: exactly(30),
      policy: matching(/"Statement"/),
    },
  }),
  requires({
    id: "key-deletion",
    rows: ["K1"],
    title: "No key can be destroyed where data is protected",
    upstream: [],
    type: "aws_kms_key",
    appliesTo: whenProtected,
    arguments: { "lifecycle.prevent_destroy": exactly(true) },
  }),
  {
    id: "keys-apart",
    rows: ["K2"],
    title: "Data, secrets, logs, volumes, alarms and backups have keys of their own: losing one loses one",
    upstream: ["WA SEC08"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_kms_key").flatMap((key) => {
        const subjects = subjectTypes.filter(({ type, path, where = () => true }) =>
          resources(platform, type)
            .filter(where)
            .some(({ arguments: block }) => refersTo(valuesAt(block, path), key)),
        );
        const purposes = [...new Set(subjects.map(({ purpose }) => purpose))];
        return purposes.length > 1
          ? [{ address: key.address, problem: `encrypts ${purposes.join(" and ")}` }]
          : [];
      }),
    mutants: (platform) => {
      const [secret] = resources(platform, "aws_secretsmanager_secret");
      return subjectTypes
        .filter(({ purpose }) => purpose !== "secrets")
        .flatMap(({ type, path, where }) =>
          each(platform, { type, where, name: "with the key of the secrets" }, (block) =>
            replace(block, path, secret?.arguments.kms_key_id),
          ),
        );
    },
  },
  requires({
    id: "secret-encrypted",
    rows: ["K5"],
    title: "Every secret is encrypted with our key",
    upstream: ["CKV_AWS_149", "AVD-AWS-0098"],
    type: "aws_secretsmanager_secret",
    exists: true,
    arguments: { kms_key_id: ourKey },
  }),
  requires({
    id: "secret-recoverable",
    rows: ["K5"],
    title: "A deleted secret can be brought back for at least a week where data is protected",
    upstream: [],
    type: "aws_secretsmanager_secret",
    appliesTo: whenProtected,
    arguments: { recovery_window_in_days: atLeast(7), "lifecycle.prevent_destroy": exactly(true) },
  }),
  requires({
    id: "secret-recoverable-longest",
    rows: ["K5"],
    title: "In production for 30 days, which is as long as AWS can",
    upstream: [],
    type: "aws_secretsmanager_secret",
    appliesTo: inProduction,
    arguments: { recovery_window_in_days: atLeast(30) },
  }),
  requires({
    id: "secret-kept",
    rows: ["K5"],
    title: "What encrypts and hashes stored data is never made anew where data is protected",
    upstream: [],
    type: "aws_secretsmanager_secret_version",
    where: ({ name }) => /^secrets_(encryption_key|salt)_/.test(name),
    exists: true,
    appliesTo: whenProtected,
    arguments: { "lifecycle.prevent_destroy": exactly(true) },
  }),
  requires({
    id: "secret-replicated",
    rows: ["K5"],
    title: "In production another region holds the secrets without which restored data cannot be read",
    upstream: ["REL13"],
    type: "aws_secretsmanager_secret",
    where: ({ name }) =>
      /^secrets_(encryption_key|nextauth_secret|owner_password|project_secret_key|salt|user_id_key)_/.test(
        name,
      ),
    exists: true,
    appliesTo: inProduction,
    arguments: {
      "replica.region": matching(/^[a-z]{2}(-[a-z]+)+-\d$/),
      "replica.kms_key_id": referenceTo("aws_kms_key", "copies_"),
    },
  }),
  requires({
    id: "key-deletion-seen",
    rows: ["K2"],
    title: "Somebody is told when a key is to be deleted or is switched off",
    upstream: ["CIS AWS 4.7"],
    type: "aws_cloudwatch_event_rule",
    where: ({ name }) => name.endsWith("key_lost_rule"),
    exists: true,
    arguments: { event_pattern: all(matching(/ScheduleKeyDeletion/), matching(/DisableKey/)) },
  }),
  requires({
    id: "secret-write-only",
    rows: ["K7"],
    title: "Secret values are written without being stored",
    upstream: ["CKV_SECRET_6", "CKV_AWS_46"],
    type: "aws_secretsmanager_secret_version",
    exists: true,
    arguments: {
      secret_string: absent,
      secret_binary: absent,
      secret_string_wo: matching(/ephemeral\./),
      secret_string_wo_version: atLeast(1),
    },
  }),
];
