import { type Platform, type PlatformResource, resources } from "./platform";
import { refersTo } from "./rule";

type Named = Pick<PlatformResource, "name">;

/** What a bucket is for, by the words in its address. */
export const isLogBucket = ({ name }: Named): boolean => /logs?(_|$)/.test(name);
export const isBackupBucket = ({ name }: Named): boolean => /^(copies_)?backups?_/.test(name);
export const isDataBucket = (resource: Named): boolean => !isLogBucket(resource);

/** The bucket that a companion belongs to. */
export function bucketOf(platform: Platform, companion: PlatformResource): PlatformResource | undefined {
  return resources(platform, "aws_s3_bucket").find((bucket) => refersTo(companion.arguments.bucket, bucket));
}

/** One rule of a lifecycle, as far as the tests read it. */
export interface LifecycleRule {
  readonly prefix: string;
  readonly expiresAfterDays?: number;
  readonly forgetsVersionsAfterDays?: number;
  readonly abortsUploadsAfterDays?: number;
}

/** The rules of a lifecycle that are switched on. */
export function lifecycleRules({ arguments: { rule } }: PlatformResource): LifecycleRule[] {
  return [rule]
    .flat()
    .map(Object)
    .filter(({ status }) => status === "Enabled")
    .map((one) => ({
      prefix: first(one.filter).prefix ?? "",
      expiresAfterDays: first(one.expiration).days,
      forgetsVersionsAfterDays: first(one.noncurrent_version_expiration).noncurrent_days,
      abortsUploadsAfterDays: first(one.abort_incomplete_multipart_upload).days_after_initiation,
    }));
}

function first(blocks: unknown) {
  return Object([blocks].flat()[0] ?? {});
}
