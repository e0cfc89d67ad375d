import { isBackupBucket } from "../buckets";
import { atLeast, exactly, referenceTo } from "../expectations";
import { inProduction, requires } from "../requires";
import type { Rule } from "../rule";

const replication = "aws_s3_bucket_replication_configuration";

/** What every copy owes: all of it, what KMS encrypts included, with a key of ours, and counted. */
const copied = {
  "rule.status": exactly("Enabled"),
  "rule.filter.prefix": exactly(""),
  "rule.source_selection_criteria.sse_kms_encrypted_objects.status": exactly("Enabled"),
  "rule.destination.bucket": referenceTo("aws_s3_bucket_policy", "copies_"),
  "rule.destination.encryption_configuration.replica_kms_key_id": referenceTo("aws_kms_key", "copies_"),
  "rule.destination.metrics.status": exactly("Enabled"),
};

/** Copies in a second region, which outlive the first. */
export const copyRules: readonly Rule[] = [
  requires({
    id: "backups-copied",
    rows: ["S10"],
    title: "In production a second region has a copy of the backups, which no deletion here reaches",
    upstream: ["CKV_AWS_144"],
    type: replication,
    where: isBackupBucket,
    exists: true,
    appliesTo: inProduction,
    arguments: { ...copied, "rule.delete_marker_replication.status": exactly("Disabled") },
  }),
  requires({
    id: "blobs-copied",
    rows: ["S10"],
    title: "In production a second region has a copy of events and media, and forgets what users delete",
    upstream: ["CKV_AWS_144"],
    type: replication,
    where: (one) => !isBackupBucket(one),
    exists: true,
    appliesTo: inProduction,
    arguments: { ...copied, "rule.delete_marker_replication.status": exactly("Enabled") },
  }),
  requires({
    id: "postgres-copied",
    rows: ["R14"],
    title: "In production another region can restore Postgres to any second",
    upstream: ["REL13"],
    type: "aws_db_instance_automated_backups_replication",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      retention_period: atLeast(30),
      source_db_instance_arn: referenceTo("aws_db_instance"),
      kms_key_id: referenceTo("aws_kms_key", "copies_data_"),
    },
  }),
  requires({
    id: "vault-copied",
    rows: ["K10"],
    title: "In production a vault of the second region has a copy of every snapshot, for as long",
    upstream: ["REL09-BP04"],
    type: "aws_backup_plan",
    exists: true,
    appliesTo: inProduction,
    arguments: {
      "rule.copy_action.destination_vault_arn": referenceTo("aws_backup_vault_lock_configuration", "copies_"),
      "rule.copy_action.lifecycle.delete_after": atLeast(30),
    },
  }),
];
