/** Stores whose backups a job of its own looks at. */
export const backupStores = ["clickhouse", "postgres", "valkey", "s3"] as const;

export type BackupStore = (typeof backupStores)[number];

/** Names of these jobs, of their pods' labels, and first part of the names of their figures. */
export const backupVerifications = backupStores.map((store) => `backup-verify-${store}` as const);
