import type { Row } from "./dashboard";

/** Whether there is something to restore from, as the jobs that look at backups find it. */
export const backups: readonly Row[] = [
  {
    height: 8,
    panels: [
      {
        id: 14,
        title: "Backups: age of the newest",
        description:
          "As each job found it, by the hour: what would be lost if the store were lost now. Copies in a second region, and in the vault account, by the quarter of an hour: what would be lost with the region, or with the account.",
        unit: "s",
        width: 8,
        queries: {
          ClickHouse: "max(langfuse_operations_backup_verify_clickhouse_age_seconds)",
          "ClickHouse, full": "max(langfuse_operations_backup_verify_clickhouse_full_age_seconds)",
          Postgres: "max(langfuse_operations_backup_verify_postgres_age_seconds)",
          "Postgres, in the vault": "max(langfuse_operations_backup_verify_postgres_vault_age_seconds)",
          Valkey: "max(langfuse_operations_backup_verify_valkey_age_seconds)",
          "{{copy}}, in the second region":
            "max by (copy) (langfuse_operations_backup_verify_copies_age_seconds)",
          "{{copy}}, in the vault account":
            "max by (copy) (langfuse_operations_backup_verify_account_age_seconds)",
        },
        alerts: ["RegionCopyLagging", "AccountCopyLagging"],
      },
      {
        id: 15,
        title: "Backups: since a job was content",
        description: "A job that never was counts from when it was made.",
        unit: "s",
        width: 8,
        queries: {
          "{{cronjob}}":
            'max by (cronjob) (time() - (kube_cronjob_status_last_successful_time{cronjob=~"backup-verify-.+"} or kube_cronjob_created{cronjob=~"backup-verify-.+"}))',
        },
        steps: { 9000: "red" },
        alerts: ["BackupStale", "BackupCopyStale", "RegionCopyMissing", "AccountCopyMissing"],
      },
      {
        id: 16,
        title: "Backups of ClickHouse: size beside usual",
        description: "The newest full one, beside the median of up to six before it.",
        unit: "percent",
        width: 8,
        queries: { newest: "min(langfuse_operations_backup_verify_clickhouse_percent_of_median)" },
        steps: { 50: "green" },
        base: "red",
        alerts: ["BackupTooSmall"],
      },
    ],
  },
  {
    height: 8,
    panels: [
      {
        id: 17,
        title: "Backups of ClickHouse: size",
        description: "What each wrote, what each stands for, and the newest full one as it lies in S3.",
        unit: "bytes",
        width: 6,
        queries: {
          "written, {{kind}}": "max by (kind) (langfuse_operations_clickhouse_backup_written_bytes)",
          "whole, {{kind}}": "max by (kind) (langfuse_operations_clickhouse_backup_total_bytes)",
          "newest full": "max(langfuse_operations_backup_verify_clickhouse_bytes)",
          "restored by a drill": "max(langfuse_operations_restore_drill_bytes)",
        },
      },
      {
        id: 18,
        title: "Backups and restores: duration",
        description: "A full one that takes longer than an hour delays the next incremental one.",
        unit: "s",
        width: 6,
        queries: {
          "{{kind}}": "max by (kind) (langfuse_operations_clickhouse_backup_seconds)",
          "restored by a drill": "max(langfuse_operations_restore_drill_seconds)",
          "Postgres, restored by AWS Backup": "max(langfuse_operations_restore_drill_postgres_seconds)",
        },
        steps: { 3600: "orange" },
      },
      {
        id: 19,
        title: "Restore drills: rows",
        description:
          "What the last one brought back, and what the store has from before that backup beside it.",
        width: 6,
        queries: {
          "ClickHouse: came back": "max(langfuse_operations_restore_drill_rows)",
          "ClickHouse: are missing": "max(langfuse_operations_restore_drill_missing_rows)",
          "Postgres: came back": "max(langfuse_operations_restore_drill_postgres_rows)",
          "Postgres: are missing": "max(langfuse_operations_restore_drill_postgres_missing_rows)",
        },
      },
      {
        id: 20,
        title: "Restore drills: since the last success",
        description:
          "One that never was counts from when the job was made. Below it, each that failed and began later.",
        unit: "s",
        width: 6,
        queries: {
          "{{cronjob}}":
            'max by (cronjob) (time() - (kube_cronjob_status_last_successful_time{namespace="restore-drill"} or kube_cronjob_created{namespace="restore-drill"}))',
          "{{job_name}} failed":
            'max by (job_name) (time() - kube_job_created{namespace="restore-drill"} and on (job_name) kube_job_failed{namespace="restore-drill",condition="true"} == 1)',
        },
        steps: { 3024000: "red" },
        alerts: ["RestoreDrillFailed", "PostgresRestoreDrillFailed", "RestoreDrillOverdue"],
      },
    ],
  },
];
