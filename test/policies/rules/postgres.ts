import { absent, all, exactly, matching, ourKey, parameter, referenceTo } from "../expectations";
import { requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const type = "aws_db_instance";

/** RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html */
export const postgresRules: readonly Rule[] = [
  requires({
    id: "postgres-encrypted",
    rows: ["R1", "R6", "R10"],
    title: "Postgres storage, insights and master secret are encrypted with our keys",
    upstream: ["CKV_AWS_16", "CKV_AWS_354", "AVD-AWS-0080", "AVD-AWS-0078", "Nag RDS2"],
    type,
    exists: true,
    arguments: {
      storage_encrypted: exactly(true),
      kms_key_id: ourKey,
      performance_insights_kms_key_id: ourKey,
      master_user_secret_kms_key_id: ourKey,
    },
  }),
  requires({
    id: "postgres-private",
    rows: ["R3"],
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
    rows: ["R6"],
    title: "The master password is made and rotated by RDS and never enters the state",
    upstream: ["CKV_AWS_304", "CKV2_AWS_57"],
    type,
    arguments: { manage_master_user_password: exactly(true), password: absent, password_wo: absent },
  }),
  requires({
    id: "postgres-standby",
    rows: ["R2"],
    title: "Postgres has a synchronous standby where data is protected",
    upstream: ["CKV_AWS_157", "Nag RDS3", "FSBP RDS.5"],
    type,
    appliesTo: whenProtected,
    arguments: { multi_az: exactly(true) },
  }),
  requires({
    id: "postgres-deletion",
    rows: ["R4"],
    title: "Postgres cannot be deleted by one command where data is protected",
    upstream: ["CKV_AWS_293", "AVD-AWS-0177", "Nag RDS10"],
    type,
    appliesTo: whenProtected,
    arguments: {
      deletion_protection: exactly(true),
      skip_final_snapshot: exactly(false),
      // A name that stays the same makes a second deletion fail.
      final_snapshot_identifier: matching(/\$\{/),
      delete_automated_backups: exactly(false),
      "lifecycle.prevent_destroy": exactly(true),
    },
  }),
  requires({
    id: "postgres-people-by-iam",
    rows: ["R11"],
    title: "People and jobs may sign in by IAM, without a password",
    upstream: ["CKV_AWS_161", "AVD-AWS-0176"],
    type,
    arguments: { iam_database_authentication_enabled: exactly(true) },
  }),
  requires({
    id: "postgres-tls",
    rows: ["R7"],
    title: "Postgres has its own parameter group, which enforces TLS",
    upstream: ["CKV2_AWS_69", "CKV2_AWS_30"],
    type: "aws_db_parameter_group",
    exists: true,
    arguments: {
      family: matching(/^postgres1[6-9]$/),
      parameter: all(
        parameter("rds.force_ssl", "1"),
        parameter("password_encryption", "scram-sha-256"),
        parameter("log_statement", "ddl"),
        parameter("log_min_duration_statement", "250", "500", "1000", "2000"),
        parameter("log_connections", "1"),
      ),
    },
  }),
  requires({
    id: "postgres-own-parameters",
    rows: ["R7"],
    title: "Postgres uses the parameter group that we wrote",
    upstream: ["CKV2_AWS_69", "CKV2_AWS_30"],
    type,
    arguments: { parameter_group_name: referenceTo("aws_db_parameter_group") },
  }),
];
