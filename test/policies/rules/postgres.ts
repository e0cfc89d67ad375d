import {
  absent,
  atLeast,
  exactly,
  listWith,
  matching,
  oneOf,
  ourKey,
  parameter,
  referenceTo,
} from "../expectations";
import { requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const type = "aws_db_instance";

/** RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html */
export const postgresRules: readonly Rule[] = [
  requires({
    id: "postgres-encrypted",
    title: "Postgres storage, insights and master secret are encrypted with our keys",
    upstream: ["CKV_AWS_16", "CKV_AWS_354", "AVD-AWS-0080", "AVD-AWS-0078", "Nag RDS2"],
    type,
    arguments: {
      storage_encrypted: exactly(true),
      kms_key_id: ourKey,
      performance_insights_kms_key_id: ourKey,
      master_user_secret_kms_key_id: ourKey,
    },
  }),
  requires({
    id: "postgres-private",
    title: "Postgres has no public address",
    upstream: ["CKV_AWS_17", "AVD-AWS-0180", "FSBP RDS.2"],
    type,
    arguments: {
      publicly_accessible: exactly(false),
      db_subnet_group_name: referenceTo("aws_db_subnet_group"),
    },
  }),
  requires({
    id: "postgres-password",
    title: "The master password is made and rotated by RDS and never enters the state",
    upstream: ["CKV_AWS_304", "CKV2_AWS_57"],
    type,
    arguments: { manage_master_user_password: exactly(true), password: absent, password_wo: absent },
  }),
  requires({
    id: "postgres-standby",
    title: "Postgres has a synchronous standby where data is protected",
    upstream: ["CKV_AWS_157", "Nag RDS3", "FSBP RDS.5"],
    type,
    appliesTo: whenProtected,
    arguments: { multi_az: exactly(true) },
  }),
  requires({
    id: "postgres-deletion",
    title: "Postgres cannot be deleted by one command where data is protected",
    upstream: ["CKV_AWS_293", "AVD-AWS-0177", "Nag RDS10"],
    type,
    appliesTo: whenProtected,
    arguments: {
      deletion_protection: exactly(true),
      skip_final_snapshot: exactly(false),
      delete_automated_backups: exactly(false),
      "lifecycle.prevent_destroy": exactly(true),
    },
  }),
  requires({
    id: "postgres-backups",
    title: "Any second of at least the last 14 days can be restored where data is protected",
    upstream: ["CKV_AWS_133", "AVD-AWS-0077", "CKV2_AWS_60"],
    type,
    appliesTo: whenProtected,
    arguments: { backup_retention_period: atLeast(14), copy_tags_to_snapshot: exactly(true) },
  }),
  requires({
    id: "postgres-upkeep",
    title: "Minor versions come by themselves, major ones never; storage grows before it is full",
    upstream: ["CKV_AWS_226", "FSBP RDS.13"],
    type,
    arguments: {
      auto_minor_version_upgrade: exactly(true),
      allow_major_version_upgrade: exactly(false),
      storage_type: exactly("gp3"),
      max_allocated_storage: atLeast(22),
      ca_cert_identifier: oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
    },
  }),
  requires({
    id: "postgres-observed",
    title: "Postgres ships its logs, insights and enhanced metrics",
    upstream: ["CKV_AWS_129", "CKV_AWS_353", "CKV_AWS_118", "AVD-AWS-0133"],
    type,
    arguments: {
      enabled_cloudwatch_logs_exports: listWith("postgresql", "upgrade"),
      performance_insights_enabled: exactly(true),
      monitoring_interval: oneOf(15, 30, 60),
    },
  }),
  requires({
    id: "postgres-tls",
    title: "Postgres has its own parameter group, which enforces TLS",
    upstream: ["CKV2_AWS_69", "CKV2_AWS_30"],
    type: "aws_db_parameter_group",
    arguments: { family: matching(/^postgres1[6-9]$/), parameter: parameter("rds.force_ssl", "1") },
  }),
];
