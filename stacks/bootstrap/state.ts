import { policyDocument, type Statement } from "../../constructs/policy";
import type { TemplateResource } from "./cloudformation";
import type { Reach } from "./reach";

/** Days for which an earlier state can be brought back. */
const NONCURRENT_DAYS = 90;

/** Neither is removed with the stack: without state, Terraform no longer knows what it manages. */
const KEPT = { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" } as const;

/** The bucket of all state objects and locks of an environment, and its key. */
export function stateResources(reach: Reach): Record<string, TemplateResource> {
  const { names, environment } = reach;
  return {
    StateKey: {
      Type: "AWS::KMS::Key",
      ...KEPT,
      Properties: {
        Description: `Terraform state of ${reach.prefix}`,
        EnableKeyRotation: true,
        PendingWindowInDays: 30,
        KeyPolicy: JSON.parse(policyDocument([accountAdministration(environment.accountId)])),
      },
    },
    StateKeyAlias: {
      Type: "AWS::KMS::Alias",
      Properties: { AliasName: names.stateKeyAlias, TargetKeyId: { Ref: "StateKey" } },
    },
    StateBucket: { Type: "AWS::S3::Bucket", ...KEPT, Properties: bucketProperties(names.stateBucket) },
    StateBucketPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "StateBucket" },
        PolicyDocument: JSON.parse(policyDocument(bucketStatements(reach))),
      },
    },
  };
}

function accountAdministration(accountId: string): Statement {
  return {
    // Without it nobody can administer the key, not even AWS support; it lets IAM policies decide.
    sid: "AccountAdministration",
    principal: { AWS: `arn:aws:iam::${accountId}:root` },
    actions: ["kms:*"],
    resources: ["*"],
  };
}

function bucketProperties(name: string): Record<string, unknown> {
  return {
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
            KMSMasterKeyID: { "Fn::GetAtt": ["StateKey", "Arn"] },
          },
        },
      ],
    },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: "clean-up",
          Status: "Enabled",
          NoncurrentVersionExpiration: { NoncurrentDays: NONCURRENT_DAYS },
          // Every unlock leaves a delete marker.
          ExpiredObjectDeleteMarker: true,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    },
  };
}

function bucketStatements({ environment, names }: Reach): Statement[] {
  const bucket = `arn:aws:s3:::${names.stateBucket}`;
  const everyone = { effect: "Deny", principal: "*" } as const;
  return [
    {
      ...everyone,
      sid: "EncryptedTransport",
      actions: ["s3:*"],
      resources: [bucket, `${bucket}/*`],
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      ...everyone,
      sid: "ModernTls",
      actions: ["s3:*"],
      resources: [bucket, `${bucket}/*`],
      conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
    {
      // Administrators of the cluster deploy by hand; the account's root can always repair this policy.
      ...everyone,
      sid: "OnlyWhoDeploys",
      actions: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
      resources: [`${bucket}/*`],
      conditions: {
        ArnNotEquals: {
          "aws:PrincipalArn": [names.deployRoleArn, names.planRoleArn].concat(
            environment.cluster.access.admins,
            `arn:aws:iam::${environment.accountId}:root`,
          ),
        },
      },
    },
    {
      // Earlier states go by the lifecycle rule only, so that no mistake and no intruder removes the last good one.
      ...everyone,
      sid: "KeepHistory",
      actions: ["s3:DeleteObjectVersion"],
      resources: [`${bucket}/*`],
    },
  ];
}
