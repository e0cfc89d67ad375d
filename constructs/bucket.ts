import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy";

/** Deletes current objects under a prefix after some days. */
export interface Expiry {
  /** With a trailing slash; the empty string means every object. */
  readonly prefix: string;
  readonly days: number;
}

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
   * @default - transport security only */
  readonly statements?: readonly Statement[];
  /** Write-once protection; cannot be switched on later.
   * @default - objects may be deleted by whoever has the right */
  readonly objectLock?: boolean;
  /** Refuse to destroy the bucket; without it the bucket is destroyed with its content. */
  readonly protect: boolean;
}

/** A private, versioned, encrypted bucket that speaks TLS 1.2 or newer and cleans up behind itself. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      objectLockEnabled: props.objectLock,
      forceDestroy: !props.protect,
      lifecycle: { preventDestroy: props.protect },
    });
    this.name = bucket.id;
    this.arn = bucket.arn;
    this.makePrivate(props.statements ?? []);
    this.encrypt(props.encryption);
    this.cleanUp(props);
    if (props.accessLogBucket !== undefined)
      new S3BucketLoggingA(this, "logging", {
        bucket: this.name,
        targetBucket: props.accessLogBucket,
        targetPrefix: `${props.name}/`,
      });
  }

  private makePrivate(statements: readonly Statement[]): void {
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket: this.name,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.name,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const everyone = { effect: "Deny", principal: "*", actions: ["s3:*"] } as const;
    const resources = [this.arn, `${this.arn}/*`];
    new S3BucketPolicy(this, "policy", {
      bucket: this.name,
      policy: policyDocument([
        {
          ...everyone,
          sid: "EncryptedTransport",
          resources,
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          ...everyone,
          sid: "ModernTls",
          resources,
          conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
        },
        ...statements,
      ]),
      // S3 refuses two configuration changes of one bucket at the same time (OperationAborted).
      dependsOn: [block],
    });
  }

  private encrypt(encryption: BucketProps["encryption"]): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.name,
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

  private cleanUp({ expiries, noncurrentDays }: BucketProps): void {
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: this.name,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.name,
      rule: [
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
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
