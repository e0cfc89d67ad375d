import type { Construct } from "constructs";
import { Bucket, type BucketProps } from "./bucket";
import { admitAccessLogs } from "./bucket-policy";

export interface AccessLogBucketProps extends Pick<BucketProps, "name" | "noncurrentDays" | "protect"> {
  readonly accountId: string;
  /** Names of the buckets, of the same account, whose requests are logged. */
  readonly sources: readonly string[];
  readonly days: number;
}

/** The bucket that S3 writes server access logs to. They are a means of recovery: the replay of lost events finds the
 *  keys of the objects in them. */
export function accessLogBucket(scope: Construct, id: string, props: AccessLogBucketProps): Bucket {
  const { name, accountId, sources, days } = props;
  return new Bucket(scope, id, {
    ...props,
    // The only encryption that log delivery supports (docs.aws.amazon.com/AmazonS3, "Enabling server access logging").
    encryption: "s3-managed",
    expiries: [{ prefix: "", days }],
    statements: [admitAccessLogs(`arn:aws:s3:::${name}`, { accountId, sources })],
  });
}
