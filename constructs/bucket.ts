import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { type Expiry, lifecycleRules } from "./bucket-lifecycle";
import { requireKey, requireTls } from "./bucket-policy";
import { policyDocument, type Statement } from "./policy";

export interface BucketProps {
  /** Globally unique: it holds the account id. */
  readonly name: string;
  /** Customer-managed key, or `s3-managed` where the writer supports nothing else (log delivery). */
  readonly encryption: { readonly keyArn: string } | "s3-managed";
  readonly expiries: readonly Expiry[];
  /** Days after which overwritten and deleted versions are removed for good. */
  readonly noncurrentDays: number;
  /** Bucket that receives server access logs, under a prefix named as this bucket.
   * @default - access is not logged, which is right for a log bucket only */
  readonly accessLogBucket?: string;
  /** Further statements, such as the grant of a log delivery service.
   * @default - transport security and, with a customer-managed key, that key */
  readonly statements?: readonly Statement[];
  /** Web origins whose pages may send and fetch objects through presigned addresses.
   * @default - browsers may not */
  readonly browserOrigins?: readonly string[];
  /** Days for which a version cannot be deleted without the right to bypass governance; the lock itself cannot be
   * switched on or off later.
   * @default - objects may be deleted by whoever has the right */
  readonly lockDays?: number;
  /** Count requests and errors in CloudWatch, each minute, for about 5 USD a month (aws.amazon.com/s3/pricing, 2026-11).
   * @default false */
  readonly requestMetrics?: boolean;
  /** Refuse to destroy the bucket; without it the bucket is destroyed with its content, locked or not. */
  readonly protect: boolean;
}

/** A private, versioned, encrypted bucket that speaks TLS 1.2 or newer and cleans up behind itself.
 *  Cost: 0.023 USD per GB and month in eu-west-1, noncurrent versions included (aws.amazon.com/s3/pricing). */
export class Bucket extends Construct {
  /** By way of the policy: whoever uses the bucket finds it closed and keeping versions, and log delivery finds its grant. */
  readonly name: string;
  readonly arn: string;
  private readonly bucket: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BucketProps,
  ) {
    super(scope, id);
    const { protect, lockDays } = props;
    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      objectLockEnabled: lockDays === undefined ? undefined : true,
      forceDestroy: !protect,
      lifecycle: { preventDestroy: protect },
    });
    this.bucket = bucket.id;
    this.arn = bucket.arn;
    const versioning = this.versioning();
    this.name = this.closedBucket(versioning);
    this.encrypt();
    this.cleanUp(versioning);
    this.lock();
    this.logAccess();
    this.admitBrowsers();
    if (props.requestMetrics) new S3BucketMetric(this, "requests", { bucket: this.bucket, name: "requests" });
  }

  private closedBucket(versioning: S3BucketVersioningA): string {
    const { bucket, arn } = this;
    const { encryption, statements = [] } = this.props;
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    return new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([
        ...requireTls(arn),
        ...(encryption === "s3-managed" ? [] : requireKey(arn, encryption.keyArn)),
        ...statements,
      ]),
      // S3 refuses two configuration changes of one bucket at the same time (OperationAborted).
      dependsOn: [block, versioning],
    }).bucket;
  }

  private encrypt(): void {
    const { encryption } = this.props;
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket,
      rule: [
        encryption === "s3-managed"
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: encryption.keyArn,
              },
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private versioning(): S3BucketVersioningA {
    return new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  private cleanUp(versioning: S3BucketVersioningA): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket,
      rule: lifecycleRules(this.props),
      dependsOn: [versioning],
    });
  }

  private lock(): void {
    const { lockDays } = this.props;
    if (lockDays === undefined) return;
    new S3BucketObjectLockConfigurationA(this, "object-lock", {
      bucket: this.bucket,
      rule: { defaultRetention: { mode: "GOVERNANCE", days: lockDays } },
    });
  }

  private logAccess(): void {
    const { accessLogBucket, name } = this.props;
    if (accessLogBucket === undefined) return;
    new S3BucketLoggingA(this, "logging", {
      bucket: this.bucket,
      targetBucket: accessLogBucket,
      targetPrefix: `${name}/`,
      // One folder per day of the request, so that a replay reads the days it needs.
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
  }

  private admitBrowsers(): void {
    const { browserOrigins } = this.props;
    if (browserOrigins === undefined) return;
    new S3BucketCorsConfiguration(this, "cors", {
      bucket: this.bucket,
      corsRule: [
        {
          allowedOrigins: [...browserOrigins],
          allowedMethods: ["GET", "HEAD", "PUT"],
          allowedHeaders: ["*"],
          // Seconds that a browser remembers the permission.
          maxAgeSeconds: 3600,
        },
      ],
    });
  }
}
