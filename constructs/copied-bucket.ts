import type { Construct } from "constructs";
import type { BlobStoreHandle } from "./blob-store";
import { Bucket, type BucketProps } from "./bucket";
import { BucketReplication, type BucketReplicationProps } from "./bucket-replication";
import type { CopiedPurpose, SecondRegion } from "./second-region";

export interface CopiedBucketProps
  extends Omit<BucketProps, "encryption">,
    Pick<BucketReplicationProps, "abroad" | "deletions" | "alarmTopicArn"> {
  readonly region: string;
  readonly keyArn: string;
  /** Name of the role that copies, and first part of the alarm's. */
  readonly replicationName: string;
  /** Where its copy goes.
   * @default - nothing leaves the region */
  readonly copies?: SecondRegion;
}

/** A bucket, and one like it in the second region, if there is one, to which every object is copied, and from here to one in
 *  another account. */
export function copiedBucket(
  scope: Construct,
  id: CopiedPurpose,
  { region, keyArn, replicationName, copies, abroad, deletions, alarmTopicArn, ...props }: CopiedBucketProps,
): BlobStoreHandle {
  const { name, arn } = new Bucket(scope, id, { ...props, encryption: { keyArn } });
  const handle = { bucket: name, bucketArn: arn, keyArn };
  if (copies)
    new BucketReplication(scope, `${id}-replication`, {
      name: replicationName,
      source: handle,
      sourceRegion: region,
      replica: copies.bucket(id, props),
      replicaRegion: copies.region,
      abroad,
      deletions,
      locked: props.lockDays !== undefined,
      alarmTopicArn,
    });
  return handle;
}
