import type { Account } from "./account";
import { type BlobStoreHandle, blobPrefixes } from "./blob-store";
import type { ClickHouseEndpoint } from "./clickhouse";
import { clickHouseReader, readerPassword } from "./clickhouse-reader";
import { externalSecret } from "./external-secret";
import { langfuse } from "./langfuse";
import type { Manifest } from "./manifests";
import { secretVariable, variables } from "./pod-environment";
import { byWayOf } from "./policy";
import { priorityClasses } from "./priority-class";
import { SCRIPTS, scheduledJob } from "./scheduled-job";
import { serviceAccount } from "./service-account";
import type { Permission } from "./workload-identity";

export interface ReconciliationProps {
  readonly account: Account;
  /** Of Langfuse, in whose image there are the libraries that the job needs. */
  readonly version: string;
  readonly blobs: BlobStoreHandle;
  readonly clickhouse: Pick<ClickHouseEndpoint, "host" | "httpPort">;
  /** Secret with the password of ClickHouse's reader. */
  readonly passwordSecretArn: string;
}

/** Name of the CronJob, of its pods, of its service account, and middle part of its figures' names. */
export const RECONCILIATION = "reconcile";

/** Counts events in S3 against rows in ClickHouse every hour: what a client was told is stored must be there, and nothing
 *  else would tell that it is not. What it found is in its log, with the command that mends it, and in figures.
 *  Cost: 0.005 USD for a thousand listings of a thousand objects, of each object 24 times: 2.4 % of what it cost to store
 *  them (aws.amazon.com/s3/pricing, 2026-11). */
export function reconciliation(props: ReconciliationProps): Manifest[] {
  const { account, version, blobs, clickhouse, passwordSecretArn } = props;
  const { namespace } = langfuse;
  return [
    serviceAccount({ name: RECONCILIATION, namespace }),
    externalSecret({
      name: readerPassword.name,
      namespace,
      data: { [readerPassword.key]: { secretArn: passwordSecretArn } },
    }),
    ...scheduledJob({
      name: RECONCILIATION,
      namespace,
      // The hour that ended is then old enough to be judged.
      schedule: "35 * * * *",
      startingDeadline: 1200,
      deadline: 3000,
      serviceAccountName: RECONCILIATION,
      priorityClassName: priorityClasses.controllers,
      scripts: ["reconcile.js", "events.js", "clickhouse.js", "figures.js"],
      container: {
        image: `${langfuse.workerImage}:${version}`,
        user: 1001,
        memory: "1Gi",
        // The libraries of the worker are found from its folder.
        command: ["sh", "-c", `cd /app/worker && exec node ${SCRIPTS}/reconcile.js`],
        env: [
          ...variables({
            LANGFUSE_S3_EVENT_UPLOAD_BUCKET: blobs.bucket,
            LANGFUSE_S3_EVENT_UPLOAD_REGION: account.region,
            LANGFUSE_S3_EVENT_UPLOAD_PREFIX: blobPrefixes.events,
            CLICKHOUSE_URL: `http://${clickhouse.host}:${clickhouse.httpPort}`,
            CLICKHOUSE_USER: clickHouseReader.username,
            NODE_OPTIONS: "--max-old-space-size=768",
          }),
          secretVariable("CLICKHOUSE_PASSWORD", readerPassword),
        ],
      },
    }),
  ];
}

/** What it does in AWS: it lists events, and reads those of traces that no row names. It writes nothing. */
export function reconciliationPermissions(account: Account, blobs: BlobStoreHandle): Permission[] {
  return [
    {
      sid: "ListEvents",
      actions: ["s3:ListBucket"],
      resources: [blobs.bucketArn],
      conditions: { StringLike: { "s3:prefix": [`${blobPrefixes.events}*`] } },
    },
    {
      sid: "ReadTraces",
      actions: ["s3:GetObject"],
      resources: [`${blobs.bucketArn}/${blobPrefixes.events}otel/*`],
    },
    {
      sid: "Decryption",
      actions: ["kms:Decrypt"],
      resources: [blobs.keyArn],
      conditions: byWayOf("s3", account),
    },
  ];
}
