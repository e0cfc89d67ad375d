import type { Construct } from "constructs";
import { Bucket, type BucketProps } from "./bucket";

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
    statements: [
      {
        sid: "ServerAccessLogs",
        principal: { Service: "logging.s3.amazonaws.com" },
        actions: ["s3:PutObject"],
        resources: [`arn:aws:s3:::${name}/*`],
        conditions: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnEquals: { "aws:SourceArn": sources.map((source) => `arn:aws:s3:::${source}`) },
        },
      },
    ],
  });
}
