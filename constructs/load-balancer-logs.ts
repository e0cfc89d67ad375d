import type { Construct } from "constructs";
import type { Account } from "./account";
import { Bucket } from "./bucket";

export interface LoadBalancerLogsProps {
  readonly account: Account;
  readonly bucketName: string;
  readonly retentionInDays: number;
  readonly protect: boolean;
}

/** Folders of the bucket, one per kind of log. */
export const LOG_PREFIXES = {
  access: "access",
  connections: "connections",
  healthChecks: "health-checks",
} as const;

/** The bucket that load balancers of this account write their logs to; log delivery supports no key of ours.
 *  docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export function loadBalancerLogs(scope: Construct, id: string, props: LoadBalancerLogsProps): Bucket {
  const { accountId, region } = props.account;
  return new Bucket(scope, id, {
    name: props.bucketName,
    encryption: "s3-managed",
    expiries: [{ prefix: "", days: props.retentionInDays }],
    noncurrentDays: 1,
    protect: props.protect,
    statements: [
      {
        sid: "LogDelivery",
        principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        actions: ["s3:PutObject"],
        resources: Object.values(LOG_PREFIXES).map(
          (prefix) => `arn:aws:s3:::${props.bucketName}/${prefix}/AWSLogs/${accountId}/*`,
        ),
        conditions: {
          ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/*` },
        },
      },
    ],
  });
}
