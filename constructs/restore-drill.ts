import { Construct } from "constructs";
import type { Account } from "./account";
import type { BlobStoreHandle } from "./blob-store";
import { clickhouse } from "./clickhouse";
import { BACKUP_PREFIX, backupUrl, findBackups } from "./clickhouse-backup";
import { clickHouseReader, countedTables, readerPassword } from "./clickhouse-reader";
import type { ClusterHandle } from "./cluster";
import { externalSecret } from "./external-secret";
import { images } from "./images";
import { Manifests } from "./manifests";
import { namespaces } from "./namespaces";
import { secretVariable, variables } from "./pod-environment";
import { byWayOf } from "./policy";
import { priorityClasses } from "./priority-class";
import { SCRIPTS, scheduledJob } from "./scheduled-job";
import { serviceAccount } from "./service-account";
import { storageClasses } from "./storage-class";
import { type Permission, ServiceAccountRole } from "./workload-identity";

export interface RestoreDrillProps {
  readonly account: Account;
  readonly cluster: ClusterHandle;
  readonly roleName: string;
  readonly backups: BlobStoreHandle;
  /** Volume of one replica of ClickHouse, in GiB: what was backed up fits on it. */
  readonly storageGib: number;
  /** Secret with the password of ClickHouse's reader. */
  readonly passwordSecretArn: string;
}

/** Name of the CronJob, of its pods, of its service account, and middle part of its figures' names. */
export const RESTORE_DRILL = "restore-drill";

const namespace = namespaces.restoreDrill;
const MOUNT = "/restore";

/** Once a month a job restores the newest backup of ClickHouse into a server of its own, in the same pod and on a volume that
 *  goes with it, and compares it with what people use. It reads backups, and of the tables which rows there are; it can
 *  write to no store.
 *  Cost: 0.001 USD an hour for each 10 GiB of the volume, a node for 8 GiB of memory, and a request to S3 for each file: for
 *  500 GiB, three hours and a million files about 1 USD a month (aws.amazon.com/ebs/pricing, s3/pricing, 2026-11). */
export class RestoreDrill extends Construct {
  constructor(scope: Construct, id: string, props: RestoreDrillProps) {
    super(scope, id);
    // ClickHouse's S3 client is proven with tokens of the cluster's issuer, not with Pod Identity.
    const { roleArn } = new ServiceAccountRole(this, "identity", {
      account: props.account,
      cluster: props.cluster,
      name: props.roleName,
      namespace,
      serviceAccount: RESTORE_DRILL,
      permissions: permissions(props),
    });
    new Manifests(this, RESTORE_DRILL, {
      namespace,
      manifests: [
        serviceAccount({ name: RESTORE_DRILL, namespace, roleArn }),
        externalSecret({
          name: readerPassword.name,
          namespace,
          data: { [readerPassword.key]: { secretArn: props.passwordSecretArn } },
        }),
        ...restoreDrillJob(props),
      ],
    });
  }
}

/** The CronJob and the ConfigMap of its script. */
export function restoreDrillJob({
  account: { region },
  backups: { bucket },
  storageGib,
}: Pick<RestoreDrillProps, "account" | "backups" | "storageGib">) {
  return scheduledJob({
    name: RESTORE_DRILL,
    namespace,
    serviceAccountName: RESTORE_DRILL,
    priorityClassName: priorityClasses.operations,
    // The day's full backup is then an hour old, and what followed it is restored on top of it.
    schedule: "40 6 1 * *",
    // A day: the next time is a month later.
    startingDeadline: 86_400,
    // As long as a gp3 volume needs to write 5 TiB.
    deadline: 43_200,
    // A second attempt that succeeds would hide that the first did not.
    backoffLimit: 0,
    scripts: ["restore-drill.sh", "restore-drill.xml"],
    workspace: { mountPath: MOUNT, storageClassName: storageClasses.scratch, storageGib },
    container: {
      image: images.clickhouse,
      user: 101,
      cpu: "1",
      memory: "8Gi",
      command: ["bash", `${SCRIPTS}/restore-drill.sh`],
      env: [
        ...variables({
          BACKUPS: backupUrl({ bucket, region }),
          REGION: region,
          SOURCE: clickhouse.host,
          SOURCE_USER: clickHouseReader.username,
          TABLES: Object.entries(countedTables)
            .map((entry) => entry.join(":"))
            .join(" "),
          WORKSPACE: MOUNT,
        }),
        secretVariable("SOURCE_PASSWORD", readerPassword),
      ],
    },
  });
}

function permissions({ account, backups }: RestoreDrillProps): Permission[] {
  return [
    findBackups(backups.bucketArn),
    {
      sid: "ReadBackups",
      actions: ["s3:GetObject"],
      resources: [`${backups.bucketArn}/${BACKUP_PREFIX}*`],
    },
    {
      sid: "DecryptBackups",
      actions: ["kms:Decrypt"],
      resources: [backups.keyArn],
      conditions: byWayOf("s3", account),
    },
  ];
}
