import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication";
import { Construct } from "constructs";
import { accessLogBucket } from "./access-log-bucket";
import type { Account } from "./account";
import { type LockedVaultProps, lockedVault, type VaultHandle } from "./backup-vault";
import type { BlobStoreHandle } from "./blob-store";
import { Bucket, type BucketProps } from "./bucket";
import { EncryptionKey } from "./encryption-key";
import type { SecretReplica } from "./generated-secret";

export interface SecondRegionProps {
  /** Of the copies. */
  readonly account: Account;
  /** First part of every name, for example `langfuse-prod-copies`. */
  readonly prefix: string;
  readonly accessLogDays: number;
  /** Days after which overwritten and deleted versions of access logs are removed for good. */
  readonly noncurrentDays: number;
  /** Refuse to destroy keys and buckets. */
  readonly protect: boolean;
}

/** What a bucket is for that has a copy. */
export type CopiedPurpose = "blobs" | "backups";

/** Where to ask how old the copies are. */
export interface CopiesHandle {
  readonly region: string;
  /** Vault with copies of the first region's. */
  readonly vault: string;
  /** Names of buckets. */
  readonly blobs: string;
  readonly backups: string;
}

/** What a copy of a bucket has in common with the bucket. */
type Copied = Pick<BucketProps, "expiries" | "noncurrentDays" | "lockDays">;

/** Where copies of what holds data are kept, in a region of their own: what an environment of another name is made from when
 *  the first region is gone (`runbooks/procedures/lose-a-region.md`).
 *
 *  Keys of that region and no multi-region ones: whoever may use, change or delete a key there has no hold on the key here,
 *  and every service that copies encrypts anew. One for each purpose, as here, so that losing one loses one.
 *  Cost: 3 USD a month for keys, and storage as in the first region (aws.amazon.com/kms/pricing, 2026-11). */
export class SecondRegion extends Construct {
  readonly region: string;
  readonly handle: CopiesHandle;
  /** Where replicas of secrets go. */
  readonly secrets: SecretReplica;
  private readonly dataKeyArn: string;
  private readonly backupsKeyArn: string;
  private readonly accessLogBucket: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecondRegionProps,
  ) {
    super(scope, id);
    this.region = props.account.region;
    this.handle = {
      region: this.region,
      vault: props.prefix,
      blobs: this.bucketName("blobs"),
      backups: this.bucketName("backups"),
    };
    this.dataKeyArn = this.keyArn("data", "Copies of events and media, and of the database");
    this.backupsKeyArn = this.keyArn("backups", "Copies of ClickHouse's backups");
    this.secrets = {
      region: this.region,
      keyArn: this.keyArn("secrets", "Copies of the secrets that restored data depends on"),
    };
    this.accessLogBucket = accessLogBucket(this, "access-logs", {
      name: this.bucketName("access-logs"),
      accountId: props.account.accountId,
      sources: [this.bucketName("blobs"), this.bucketName("backups")],
      days: props.accessLogDays,
      noncurrentDays: props.noncurrentDays,
      protect: props.protect,
    }).name;
  }

  /** A bucket for the copies of one: it forgets when that one forgets, and locks for as long. */
  bucket(purpose: CopiedPurpose, { expiries, noncurrentDays, lockDays }: Copied): BlobStoreHandle {
    const keyArn = purpose === "blobs" ? this.dataKeyArn : this.backupsKeyArn;
    const { name, arn } = new Bucket(this, purpose, {
      name: this.bucketName(purpose),
      encryption: { keyArn },
      expiries,
      noncurrentDays,
      lockDays,
      accessLogBucket: this.accessLogBucket,
      protect: this.props.protect,
    });
    return { bucket: name, bucketArn: arn, keyArn };
  }

  /** Snapshots and transaction logs of a database, as soon as RDS has written them: it can be restored here to any second but
   *  the last minutes. The vault's copies are a night old, and kept from whoever may delete the database's own backups: they
   *  may delete these here as well. So there are both.
   *  Cost: 0.02 USD per GB sent, and 0.095 per GB and month (aws.amazon.com/rds/postgresql/pricing, 2026-11). */
  database(instanceArn: string, backupDays: number): void {
    new DbInstanceAutomatedBackupsReplication(this, "postgres-backups", {
      sourceDbInstanceArn: instanceArn,
      retentionPeriod: backupDays,
      kmsKeyId: this.dataKeyArn,
    });
  }

  /** For copies of the vault's copies, as locked as those.
   *  Cost: 0.02 USD per GB sent, 0.095 per GB and month, of what changed (aws.amazon.com/backup/pricing, 2026-11). */
  vault({ days, lock }: Pick<LockedVaultProps, "days" | "lock">): VaultHandle {
    const { prefix, protect } = this.props;
    const keyArn = this.backupsKeyArn;
    const scope = new Construct(this, "vault");
    const { locked } = lockedVault(scope, { name: prefix, keyArn, days, lock, protect });
    // By way of the lock, so that nothing is copied there before.
    return { arn: locked.backupVaultArn, region: this.region, keyArn };
  }

  private bucketName(purpose: string): string {
    return `${this.props.prefix}-${purpose}-${this.props.account.accountId}`;
  }

  private keyArn(purpose: string, description: string): string {
    const { account, prefix, protect } = this.props;
    return new EncryptionKey(this, `${purpose}-key`, {
      account,
      name: `${prefix}-${purpose}`,
      description,
      protect,
    }).arn;
  }
}
