import { reference } from "../../support/terraform-json";
import { accompanies } from "../accompanies";
import { atLeast, exactly, matching, oneOf, ourKey, referenceTo } from "../expectations";
import { inProduction, requires, whenProtected } from "../requires";
import type { Expectation, Rule } from "../rule";

const databases: Expectation = {
  expected: "ARNs of databases",
  holds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => /^arn:[^:]+:rds:.+:db:/.test(String(one))),
  violations: () => [undefined, [], ["arn:aws:s3:::something-else"]],
};

/** Snapshots in vaults, and restores that somebody has seen succeed. */
export const vaultRules: readonly Rule[] = [
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
    id: "vault-has-lock",
    rows: ["K10"],
    title: "Every vault is locked",
    upstream: ["REL09-BP04"],
    type: "aws_backup_vault",
    companion: "aws_backup_vault_lock_configuration",
    by: "backup_vault_name",
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
];
