import { z } from "zod";
import { days, logDays } from "./fields";

/** Projects, users and keys: RDS for PostgreSQL. */
export const postgres = z.strictObject({
  /** RDS instance class; Graviton classes (`m7g`, `t4g`) cost about a fifth less. */
  instanceClass: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "must be an RDS class such as 'db.m7g.large'"),
  /** A synchronous standby in a second zone; failover takes one to two minutes. */
  standby: z.boolean(),
  storageGib: z.int().min(20).max(65_536),
  /** Storage grows by itself up to this size; it never shrinks. */
  maxStorageGib: z.int().min(22).max(65_536),
  /** Days for which any second can be restored. */
  backupDays: days(1, 35),
  /** Days of connection, slow query and schema change logs. */
  logDays,
});

/** The queue of ingestion: ElastiCache for Valkey. */
export const cache = z.strictObject({
  nodeType: z
    .string()
    .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "must be an ElastiCache type such as 'cache.m7g.large'"),
  /** Copies beside the primary, each in another zone; zero means that a node loss empties the queue. */
  replicas: z.int().min(0).max(5),
  snapshotDays: days(0, 35),
  /** Days of slow command and engine logs. */
  logDays,
});

/** How long S3 keeps what. */
export const blobs = z.strictObject({
  /** Days for which ingested events can be replayed into ClickHouse; at least 30 is a recovery requirement. */
  eventsDays: days(30, 3650),
  exportsDays: days(1, 90),
  /** Days for which a deleted or overwritten object can be brought back. */
  noncurrentDays: days(7, 365),
  /** Days of access logs; the replay of lost events finds its keys in them. */
  accessLogDays: days(30, 3650),
  /** Days after which a backup is deleted; an incremental one needs the full one below it. */
  backupDays: days(1, 3650),
  /** Days for which a backup cannot be deleted without the right to bypass the lock. */
  backupLockDays: days(1, 365),
});
