import type { Construct } from "constructs";
import { accessLogBucket } from "./access-log-bucket";
import type { Account } from "./account";
import { type BlobDays, blobExpiries } from "./blob-expiries";
import type { BlobStoreHandle } from "./blob-store";
import { copiedBucket } from "./copied-bucket";
import type { CopiedPurpose, SecondRegion } from "./second-region";
import type { VaultAccount } from "./vault-account";

export interface DataBucketsProps extends BlobDays {
  readonly account: Account;
  /** First part of every name, for example `langfuse-prod`. */
  readonly prefix: string;
  readonly keyArns: Readonly<Record<CopiedPurpose, string>>;
  readonly accessLogDays: number;
  /** Days after which overwritten and deleted versions are removed for good. */
  readonly noncurrentDays: number;
  /** Days for which nobody deletes a backup without the right to bypass governance. */
  readonly backupLockDays: number;
  /** Whose pages send and fetch objects through presigned addresses, for example `https://langfuse.example.com`. */
  readonly browserOrigin: string;
  /** Where copies go.
   * @default - nothing leaves the region */
  readonly copies?: SecondRegion;
  /** Who gets copies as well, where there are some.
   * @default - nothing leaves the account */
  readonly abroad?: VaultAccount;
  /** Where AWS's own alarms go. */
  readonly alarmTopicArn: string;
  /** Refuse to destroy the buckets. */
  readonly protect: boolean;
}

/** Name of the role that copies a bucket; with `*` a pattern for all of them.
 *  @param prefix first part of every name, for example `langfuse-prod` */
export function replicationName(prefix: string, purpose: CopiedPurpose | "*"): string {
  return `${prefix}-replicate-${purpose}`;
}

/** The bucket of what Langfuse stores, that of backups, and the log of who asked for what. */
export function dataBuckets(
  scope: Construct,
  props: DataBucketsProps,
): Readonly<Record<CopiedPurpose, BlobStoreHandle>> {
  const { account, prefix, keyArns, noncurrentDays, protect } = props;
  // The account id makes the name globally unique.
  const bucketName = (purpose: string) => `${prefix}-${purpose}-${account.accountId}`;
  const { name: accessLogs } = accessLogBucket(scope, "access-logs", {
    name: bucketName("access-logs"),
    accountId: account.accountId,
    sources: [bucketName("blobs"), bucketName("backups")],
    days: props.accessLogDays,
    noncurrentDays,
    protect,
  });
  const stored = (purpose: CopiedPurpose) => ({
    name: bucketName(purpose),
    region: account.region,
    keyArn: keyArns[purpose],
    copies: props.copies,
    abroad: props.abroad?.bucket(purpose),
    replicationName: replicationName(prefix, purpose),
    alarmTopicArn: props.alarmTopicArn,
    expiries: blobExpiries(props)[purpose],
    accessLogBucket: accessLogs,
    noncurrentDays,
    protect,
  });
  return {
    blobs: copiedBucket(scope, "blobs", {
      ...stored("blobs"),
      requestMetrics: true,
      // The user interface sends and shows media by presigned addresses.
      browserOrigins: [props.browserOrigin],
      // What users delete must be gone everywhere; a mistake is undone there as here, from versions.
      deletions: true,
    }),
    backups: copiedBucket(scope, "backups", {
      ...stored("backups"),
      lockDays: props.backupLockDays,
      // Backups go by their age alone.
      deletions: false,
    }),
  };
}
