import { Construct } from "constructs";
import type { Account } from "./account";
import { accountCopiesPermissions, accountCopiesVariables } from "./account-copies";
import { type BackupStore, backupStores } from "./backup-stores";
import type { BlobStoreHandle } from "./blob-store";
import { BACKUP_PREFIX, findBackups } from "./clickhouse-backup";
import type { ClusterHandle } from "./cluster";
import { type Copies, copiesPermissions, copiesVariables } from "./copies-verification";
import { images } from "./images";
import { Manifests } from "./manifests";
import { observability } from "./observability";
import { variables } from "./pod-environment";
import { byWayOf } from "./policy";
import { priorityClasses } from "./priority-class";
import { cronJob, operationScripts, SCRIPTS } from "./scheduled-job";
import { serviceAccount } from "./service-account";
import { type Permission, PodIdentity } from "./workload-identity";

/** What the jobs look at. */
export interface Backups {
  readonly backups: BlobStoreHandle;
  /** Buckets that must keep versions, by name and ARN. */
  readonly blobs: BlobStoreHandle;
  /** Identifier of the RDS instance. */
  readonly instance: string;
  /** Vault with copies of it. */
  readonly vault: string;
  /** Replication group in ElastiCache. */
  readonly cache: string;
  /** What a second region has of them.
   *  @default - there is none, and no job that looks at it */
  readonly copies?: Copies;
}

export interface BackupVerificationProps extends Backups {
  readonly account: Account;
  readonly cluster: ClusterHandle;
  readonly roleName: string;
}

const NAME = "backup-verify";
const { namespace } = observability;

const SCRIPT = "backup-verify.sh";
/** The same for every job. */
const scripts = operationScripts({
  name: `${NAME}-scripts`,
  namespace,
  files: [SCRIPT, "backup-copies.sh", "backup-account.sh", "copies.sh", "backups.sh"],
});

/** Minutes of the hour: after the backup of ClickHouse, one after the other. Copies are promised by the minute, so they are
 *  looked at more often. */
const MINUTES: Readonly<Record<BackupStore, string>> = {
  clickhouse: "50",
  postgres: "52",
  valkey: "54",
  s3: "56",
  copies: "3-59/15",
  account: "8-59/15",
};

/** Every hour a job for each store that fails when its newest backup is missing, old or suspiciously small. Alerts wait for
 *  its success, so that a job that never ran is noticed as well. Every quarter of an hour one that measures how far behind the
 *  copies in a second region are, and one for those in another account, where there are some.
 *  Cost: about 15 000 requests to S3 a month, less than 0.10 USD; with copies about 1 USD more, where a full backup has
 *  10 000 objects (aws.amazon.com/s3/pricing, aws.amazon.com/secrets-manager/pricing, 2026-11). */
export class BackupVerification extends Construct {
  constructor(scope: Construct, id: string, props: BackupVerificationProps) {
    super(scope, id);
    const needed: Readonly<Partial<Record<BackupStore, object>>> = {
      copies: props.copies,
      account: props.copies?.abroad,
    };
    const stores = backupStores.filter((store) => !(store in needed) || needed[store]);
    const { association } = new PodIdentity(this, "identity", {
      account: props.account,
      cluster: props.cluster,
      name: props.roleName,
      namespace,
      serviceAccount: NAME,
      permissions: permissions(props),
    });
    new Manifests(this, NAME, {
      namespace,
      manifests: [
        serviceAccount({ name: NAME, namespace }),
        scripts,
        ...stores.map((store) => verification(store, props)),
      ],
      // Pods that start before it have no role.
      after: [association],
    });
  }
}

function verification(store: BackupStore, { account, copies, ...props }: BackupVerificationProps) {
  return cronJob({
    name: `${NAME}-${store}`,
    namespace,
    serviceAccountName: NAME,
    priorityClassName: priorityClasses.operations,
    schedule: `${MINUTES[store]} * * * *`,
    startingDeadline: 1800,
    deadline: 1800,
    scripts: scripts.metadata.name,
    container: {
      image: images.awsCli,
      // The image names no user; nobody has nothing.
      user: 65_534,
      memory: "256Mi",
      command: ["bash", `${SCRIPTS}/${SCRIPT}`, store],
      env: variables({
        AWS_REGION: account.region,
        AWS_PAGER: "",
        HOME: "/tmp",
        BUCKET: props.backups.bucket,
        BUCKETS: `${props.blobs.bucket} ${props.backups.bucket}`,
        REPLICATED: String(copies !== undefined),
        INSTANCE: props.instance,
        INSTANCE_ARN: instanceArn(account, props.instance),
        VAULT: props.vault,
        CACHE: props.cache,
        ...(copies && copiesVariables(copies, props)),
        ...(store === "account" && copies?.abroad
          ? accountCopiesVariables(copies.abroad, copies.secrets)
          : {}),
      }),
    },
  });
}

function instanceArn({ region, accountId }: Account, instance: string): string {
  return `arn:aws:rds:${region}:${accountId}:db:${instance}`;
}

/** Reads descriptions, and of the content only what ClickHouse says of a backup. */
function permissions({ account, copies, ...props }: BackupVerificationProps): Permission[] {
  const { backups, blobs, instance, vault } = props;
  const regional = (service: string, resource: string) =>
    `arn:aws:${service}:${account.region}:${account.accountId}:${resource}`;
  return [
    findBackups(backups.bucketArn),
    {
      sid: "DescriptionsOfBackups",
      actions: ["s3:GetObject"],
      resources: [`${backups.bucketArn}/${BACKUP_PREFIX}*/.backup`],
    },
    {
      sid: "DecryptDescriptions",
      actions: ["kms:Decrypt"],
      resources: [backups.keyArn],
      conditions: byWayOf("s3", account),
    },
    {
      sid: "SettingsOfBuckets",
      actions: [
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketVersioning",
        "s3:GetReplicationConfiguration",
      ],
      resources: [blobs.bucketArn, backups.bucketArn],
    },
    { sid: "Database", actions: ["rds:DescribeDBInstances"], resources: [instanceArn(account, instance)] },
    {
      sid: "Vault",
      actions: ["backup:ListRecoveryPointsByBackupVault"],
      resources: [regional("backup", `backup-vault:${vault}`)],
    },
    {
      sid: "Snapshots",
      actions: ["elasticache:DescribeSnapshots"],
      resources: [regional("elasticache", "snapshot:*")],
    },
    ...(copies ? copiesPermissions(copies, { account, instance }) : []),
    ...(copies?.abroad ? accountCopiesPermissions(account) : []),
  ];
}
