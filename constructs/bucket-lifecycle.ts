import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** Deletes current objects under a prefix after some days. */
export interface Expiry {
  /** With a trailing slash; the empty string means every object. */
  readonly prefix: string;
  readonly days: number;
}

export interface LifecycleProps {
  readonly expiries: readonly Expiry[];
  /** Days after which overwritten and deleted versions are removed for good. */
  readonly noncurrentDays: number;
}

/** The rules of a versioned bucket: what expires, and what is left behind by deletions and broken uploads. */
export function lifecycleRules({
  expiries,
  noncurrentDays,
}: LifecycleProps): S3BucketLifecycleConfigurationRule[] {
  return [
    ...expiries.map(({ prefix, days }) => ({
      id: `expire-${prefix.replace(/\W+/g, "") || "all"}`,
      status: "Enabled",
      filter: [{ prefix }],
      expiration: [{ days }],
    })),
    {
      id: "clean-up",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays }],
      // The mark that a deletion leaves, once no version is behind it; a live object is never touched.
      expiration: [{ expiredObjectDeleteMarker: true }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ];
}
