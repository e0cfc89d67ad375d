import type { Account } from "./account";
import { type BlobStoreHandle, blobPrefixes } from "./blob-store";
import { byWayOf } from "./policy";
import type { Permission } from "./workload-identity";

/** What web and worker do in AWS: read, write and delete below their prefixes of one bucket, encrypted by one key.
 *  Browsers and clients act with addresses that the pods sign, and so within the same limits. */
export function langfusePermissions(account: Account, blobs: BlobStoreHandle): Permission[] {
  const prefixes = Object.values(blobPrefixes);
  return [
    {
      sid: "Objects",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      resources: prefixes.map((prefix) => `${blobs.bucketArn}/${prefix}*`),
    },
    {
      sid: "List",
      actions: ["s3:ListBucket"],
      resources: [blobs.bucketArn],
      conditions: { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}*`) } },
    },
    {
      sid: "Encryption",
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      resources: [blobs.keyArn],
      conditions: byWayOf("s3", account),
    },
  ];
}
