/** Stores whose backups a job of its own looks at; the last two look at the copies of all of them, in a second region and in
 *  another account, where there are some. */
export const backupStores = ["clickhouse", "postgres", "valkey", "s3", "copies", "account"] as const;

export type BackupStore = (typeof backupStores)[number];

/** Names of these jobs, of their pods' labels, and first part of the names of their figures. */
export const backupVerifications = backupStores.map((store) => `backup-verify-${store}` as const);
