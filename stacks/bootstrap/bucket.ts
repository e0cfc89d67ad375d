import type { LifecycleProps } from "../../constructs/bucket-lifecycle";
import { KEPT, type TemplateResource } from "./cloudformation";

interface BucketOptions extends LifecycleProps {
  readonly name: string;
  /** Logical id of the key in the same template. */
  readonly key: string;
  /** Days for which nobody deletes an object without the right to bypass governance.
   * @default - the bucket cannot lock */
  readonly lockDays?: number;
}

/** A private, versioned, encrypted bucket that outlives its stack. */
export function keptBucket({ name, key, lockDays, ...lifecycle }: BucketOptions): TemplateResource {
  return {
    Type: "AWS::S3::Bucket",
    ...KEPT,
    Properties: {
      BucketName: name,
      VersioningConfiguration: { Status: "Enabled" },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: { "Fn::GetAtt": [key, "Arn"] },
            },
          },
        ],
      },
      LifecycleConfiguration: { Rules: lifecycleRules(lifecycle) },
      ...(lockDays === undefined ? {} : lockOf(lockDays)),
    },
  };
}

/** As `constructs/bucket-lifecycle.ts`, in the words of CloudFormation. */
function lifecycleRules({ expiries, noncurrentDays }: LifecycleProps): Record<string, unknown>[] {
  return [
    ...expiries.map(({ prefix, days }) => ({
      Id: `expire-${prefix.replace(/\W+/g, "") || "all"}`,
      Status: "Enabled",
      Prefix: prefix,
      ExpirationInDays: days,
    })),
    {
      Id: "clean-up",
      Status: "Enabled",
      NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays },
      // The mark that a deletion leaves, as of every lock of a state, once no version is behind it.
      ExpiredObjectDeleteMarker: true,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ];
}

function lockOf(days: number): Record<string, unknown> {
  return {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: days } },
    },
  };
}
