import type { LifecycleProps } from "../../constructs/bucket-lifecycle";
import type { Statement } from "../../constructs/policy";
import { asObject, KEPT, type TemplateResource } from "./cloudformation";

interface BucketOptions extends LifecycleProps {
  readonly name: string;
  /** Logical id of the key in the same template, or `s3-managed` where the writer supports nothing else (log delivery). */
  readonly encryption: { readonly key: string } | "s3-managed";
  /** Days for which nobody deletes an object without the right to bypass governance.
   * @default - the bucket cannot lock */
  readonly lockDays?: number;
  /** Logical id of the bucket that receives server access logs; with `Policy` behind it, that of its policy.
   * @default - access is not logged */
  readonly accessLogs?: string;
}

/** A private, versioned, encrypted bucket that outlives its stack. */
export function keptBucket({
  name,
  encryption,
  lockDays,
  accessLogs,
  ...lifecycle
}: BucketOptions): TemplateResource {
  return {
    Type: "AWS::S3::Bucket",
    ...KEPT,
    // S3 takes no bucket as the place of logs before that admits their delivery.
    ...(accessLogs === undefined ? {} : { DependsOn: [`${accessLogs}Policy`] }),
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
          encryption === "s3-managed"
            ? { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }
            : {
                BucketKeyEnabled: true,
                ServerSideEncryptionByDefault: {
                  SSEAlgorithm: "aws:kms",
                  KMSMasterKeyID: { "Fn::GetAtt": [encryption.key, "Arn"] },
                },
              },
        ],
      },
      LifecycleConfiguration: { Rules: lifecycleRules(lifecycle) },
      ...(lockDays === undefined ? {} : lockOf(lockDays)),
      ...(accessLogs === undefined ? {} : loggingTo(accessLogs, name)),
    },
  };
}

/** Who may do what with such a bucket: the resource `<id>Policy`.
 *  @param id logical id of the bucket */
export function policyOf(id: string, statements: readonly Statement[]): Record<string, TemplateResource> {
  return {
    [`${id}Policy`]: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: id }, PolicyDocument: asObject(statements) },
    },
  };
}

/** Earlier versions go by the lifecycle rule only, so that no mistake and no intruder removes the last good one. */
export function keepHistory(bucketArn: string): Statement {
  return {
    sid: "KeepHistory",
    effect: "Deny",
    principal: "*",
    actions: ["s3:DeleteObjectVersion"],
    resources: [`${bucketArn}/*`],
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

/** As `constructs/bucket.ts`: a folder for each bucket, and in it one for each day of the requests. */
function loggingTo(accessLogs: string, name: string): Record<string, unknown> {
  return {
    LoggingConfiguration: {
      DestinationBucketName: { Ref: accessLogs },
      LogFilePrefix: `${name}/`,
      TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" } },
    },
  };
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
