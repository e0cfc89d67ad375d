import type { Account } from "./account";
import type { BlobStoreHandle } from "./blob-store";
import { replicaHosts } from "./clickhouse";
import { clickHouseCredentials, type UserSettings } from "./clickhouse-user";
import { images } from "./images";
import { namespaces } from "./namespaces";
import { secretVariable, variables } from "./pod-environment";
import { byWayOf } from "./policy";
import { priorityClasses } from "./priority-class";
import { SCRIPTS, scheduledJob } from "./scheduled-job";
import { serviceAccount } from "./service-account";
import type { Permission } from "./workload-identity";

/** Folder of the backups bucket; `runbooks/procedures` reads it too. */
export const BACKUP_PREFIX = "clickhouse/";

/** Of the CronJob, of its pods and of its service account. */
export const clickHouseBackup = { name: "clickhouse-backup", username: "backup" } as const;

/** Where backups are. */
export interface BackupPlace {
  readonly bucket: string;
  readonly region: string;
}

/** In UTC; ClickHouse's nodes are replaced from 01:00 to 05:00, and RDS and Valkey take their copies then. */
const FULL_HOUR = 5;

/** Address of the folder, without a slash at its end. */
export function backupUrl({ bucket, region }: BackupPlace): string {
  return `https://${bucket}.s3.${region}.amazonaws.com/clickhouse`;
}

/** Settings of the server by which it signs requests to the folder with the role of its pod, and nothing else.
 *  https://clickhouse.com/docs/engines/table-engines/integrations/s3#endpoint-settings (2026-11) */
export function backupSettings(place: BackupPlace): Readonly<Record<string, string>> {
  return {
    "s3/use_environment_credentials": "false",
    "s3/backups/endpoint": `${backupUrl(place)}/`,
    "s3/backups/region": place.region,
    "s3/backups/use_environment_credentials": "true",
    // As many as a gp3 volume feeds; each holds buffers of 16 MiB and more.
    backup_threads: "4",
  };
}

/** A user who can back up everything and read nothing. In ClickHouse 26.4 `BACKUP` asks for nothing else; later ones ask
 *  for the source as well. https://github.com/ClickHouse/ClickHouse/pull/117406 */
export const backupUser: UserSettings = {
  [`${clickHouseBackup.username}/password`]: {
    valueFrom: {
      secretKeyRef: { name: clickHouseCredentials.secret, key: clickHouseCredentials.backupPasswordKey },
    },
  },
  [`${clickHouseBackup.username}/networks/ip`]: "::/0",
  [`${clickHouseBackup.username}/grants/query`]: [
    "GRANT BACKUP ON default.*",
    "GRANT S3 ON *.*",
    ...["backups", "backup_log", "replicas", "settings", "tables"].map(
      (table) => `GRANT SELECT ON system.${table}`,
    ),
    // `system.replicas` leaves out tables that a user may not see.
    "GRANT SHOW TABLES ON default.*",
  ],
};

/** Lets somebody see which objects backups consist of.
 *  @param bucketArn of the bucket that backups are in */
export function findBackups(bucketArn: string): Permission {
  return {
    sid: "FindBackups",
    actions: ["s3:ListBucket"],
    resources: [bucketArn],
    conditions: { StringLike: { "s3:prefix": `${BACKUP_PREFIX}*` } },
  };
}

/** What ClickHouse does in the bucket. It removes the lock object of each backup and what a failed one has left, which
 *  leaves delete markers: the versions behind them it cannot delete, nor anybody who takes over the pod. */
export function backupPermissions(account: Account, { bucketArn, keyArn }: BlobStoreHandle): Permission[] {
  return [
    {
      sid: "Backups",
      actions: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ],
      resources: [`${bucketArn}/${BACKUP_PREFIX}*`],
    },
    findBackups(bucketArn),
    {
      sid: "EncryptBackups",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: byWayOf("s3", account),
    },
  ];
}

export interface ClickHouseBackupProps extends BackupPlace {
  readonly replicas: number;
}

/** Backs ClickHouse up every hour. The job only asks: the server does the work, and the job's own pod can reach nothing but
 *  the server.
 *  Cost: S3 for a full copy a day and, each hour, what is new since it, each kept for `blobs.backupDays` and then, as an old
 *  version, for `blobs.noncurrentDays`: 500 GiB, of which 1.5 % is new each day, are about 940 USD a month for 65 days, and as
 *  much in each place that has copies (aws.amazon.com/s3/pricing, 2026-11). */
export function clickHouseBackupJob({ replicas, ...place }: ClickHouseBackupProps) {
  const { name, username } = clickHouseBackup;
  const namespace = namespaces.clickhouse;
  return [
    serviceAccount({ name, namespace }),
    ...scheduledJob({
      name,
      namespace,
      serviceAccountName: name,
      // Small, and what everything can be rebuilt from.
      priorityClassName: priorityClasses.controllers,
      // Not on the hour, when everybody else's jobs start.
      schedule: "20 * * * *",
      // A run that waited for a long full backup starts late rather than not.
      startingDeadline: 3000,
      deadline: 21_600,
      scripts: ["clickhouse-backup.sh"],
      container: {
        image: images.clickhouse,
        user: 101,
        memory: "512Mi",
        command: ["bash", `${SCRIPTS}/clickhouse-backup.sh`],
        env: [
          ...variables({
            // The last one first: operators look at the first, and the operator of ClickHouse starts with it.
            REPLICAS: replicaHosts(replicas).reverse().join(" "),
            DESTINATION: backupUrl(place),
            FULL_HOUR: String(FULL_HOUR),
            CLICKHOUSE_USER: username,
          }),
          secretVariable("CLICKHOUSE_PASSWORD", {
            name: clickHouseCredentials.secret,
            key: clickHouseCredentials.backupPasswordKey,
          }),
        ],
      },
    }),
  ] as const;
}
