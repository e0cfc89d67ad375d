import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import type { Account } from "./account";
import { Bucket, type BucketProps } from "./bucket";
import type { Statement } from "./policy";

export interface AuditTrailProps extends Pick<BucketProps, "noncurrentDays" | "protect"> {
  readonly account: Account;
  /** Of the trail. */
  readonly name: string;
  readonly bucketName: string;
  /** Key that lets this trail in, as `constructs/logs-key.ts` does. */
  readonly keyArn: string;
  /** Days for which files are kept, and locked. */
  readonly days: number;
  /** Bucket whose deleted objects are recorded one by one, by ARN.
   *  @default - no object is */
  readonly deletionsIn?: string;
}

/** ARN of a trail of this account, known before there is one: its bucket and its key must let it in first. */
export function trailArn({ accountId, region }: Account, name: string): string {
  return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;
}

/** Who changed what in the account, in every region, in files that nobody can change unseen: signed by digests, encrypted,
 *  locked. What is only read is not recorded.
 *  Cost: nothing for an account's first trail, 2 USD per 100 000 calls for a further one; its files take less than a GB a
 *  month (aws.amazon.com/cloudtrail/pricing, 2026-11). */
export class AuditTrail extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { name, bucketName, keyArn, days, noncurrentDays, deletionsIn, protect } = props;
    const bucket = new Bucket(this, "logs", {
      name: bucketName,
      // The trail encrypts its files with our key itself; digests it encrypted with S3's own for years.
      encryption: "s3-managed",
      expiries: [{ prefix: "", days }],
      lockDays: days,
      noncurrentDays,
      statements: delivery(props),
      protect,
    });
    this.arn = new Cloudtrail(this, "trail", {
      name,
      s3BucketName: bucket.name,
      kmsKeyId: keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelector: [
        {
          name: "changes",
          fieldSelector: [equal("eventCategory", "Management"), equal("readOnly", "false")],
        },
        ...(deletionsIn === undefined ? [] : [deletions(deletionsIn)]),
      ],
      lifecycle: { preventDestroy: protect },
    }).arn;
  }
}

function deletions(bucketArn: string) {
  return {
    name: "deletions",
    fieldSelector: [
      equal("eventCategory", "Data"),
      equal("resources.type", "AWS::S3::Object"),
      equal("eventName", "DeleteObject", "DeleteObjects"),
      { field: "resources.ARN", startsWith: [`${bucketArn}/`] },
    ],
  };
}

function equal(field: string, ...values: readonly string[]) {
  return { field, equalTo: [...values] };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html (2026-11) */
function delivery({ account, name, bucketName }: AuditTrailProps): Statement[] {
  const principal = { Service: "cloudtrail.amazonaws.com" };
  const source = { "aws:SourceArn": trailArn(account, name) };
  return [
    {
      sid: "TrailLooks",
      principal,
      actions: ["s3:GetBucketAcl"],
      resources: [`arn:aws:s3:::${bucketName}`],
      conditions: { StringEquals: source },
    },
    {
      sid: "TrailWrites",
      principal,
      actions: ["s3:PutObject"],
      resources: [`arn:aws:s3:::${bucketName}/AWSLogs/${account.accountId}/*`],
      conditions: { StringEquals: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}
