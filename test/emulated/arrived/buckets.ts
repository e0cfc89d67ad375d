import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import type { Aws } from "../support/aws";
import type { Arrival } from "./arrival";

/** Buckets that receive logs; AWS delivers those into no bucket with a key of ours. */
const LOGS = /-(access|audit|edge)-logs-/;

/** What each bucket of the stacks owes. */
export const BUCKETS: readonly Arrival[] = [
  {
    name: "no bucket can be made public",
    check: everyBucket(async ({ s3 }, Bucket) => {
      const { PublicAccessBlockConfiguration } = await s3.getPublicAccessBlock({ Bucket });
      assert.deepEqual(PublicAccessBlockConfiguration, {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }),
  },
  {
    name: "every bucket is encrypted, with a key of ours unless AWS delivers logs into it",
    check: everyBucket(async ({ s3 }, Bucket) => {
      const { ServerSideEncryptionConfiguration } = await s3.getBucketEncryption({ Bucket });
      const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
      const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
      if (LOGS.test(Bucket)) return assert.equal(SSEAlgorithm, "AES256");
      assert.equal(SSEAlgorithm, "aws:kms");
      assert.match(KMSMasterKeyID ?? "", /^arn:aws:kms:/);
      assert.equal(rule?.BucketKeyEnabled, true);
    }),
  },
  {
    name: "every bucket refuses whoever comes without TLS 1.2",
    check: everyBucket(async ({ s3 }, Bucket) => {
      const { Policy = "{}" } = await s3.getBucketPolicy({ Bucket });
      const { Statement } = JSON.parse(Policy);
      const refusals = Statement.filter(
        ({ Effect, Action }: { Effect: string; Action: unknown }) =>
          Effect === "Deny" && [Action].flat().includes("s3:*"),
      );
      assert.deepEqual(
        refusals.map(({ Condition }: { Condition: unknown }) => Condition),
        [{ Bool: { "aws:SecureTransport": "false" } }, { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
      );
    }),
  },
  {
    name: "every bucket keeps old versions for a while, and cleans up",
    check: everyBucket(async ({ s3 }, Bucket) => {
      assert.equal((await s3.getBucketVersioning({ Bucket })).Status, "Enabled");
      const { Rules = [] } = await s3.getBucketLifecycleConfiguration({ Bucket });
      assert(Rules.some(({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration?.NoncurrentDays));
      assert(Rules.some(({ AbortIncompleteMultipartUpload }) => AbortIncompleteMultipartUpload));
    }),
  },
  {
    name: "access to objects is recorded, backups are locked, and the site alone may link to media",
    check: async ({ s3 }, { name, accountId, blobs, edge }) => {
      const bucket = (purpose: string) => `langfuse-${name}-${purpose}-${accountId}`;
      for (const purpose of ["blobs", "backups"]) {
        const { LoggingEnabled } = await s3.getBucketLogging({ Bucket: bucket(purpose) });
        assert.equal(LoggingEnabled?.TargetBucket, bucket("access-logs"));
      }
      const lock = await s3.getObjectLockConfiguration({ Bucket: bucket("backups") });
      assert.equal(lock.ObjectLockConfiguration?.Rule?.DefaultRetention?.Days, blobs.backupLockDays);
      const { CORSRules = [] } = await s3.getBucketCors({ Bucket: bucket("blobs") });
      assert.deepEqual(
        CORSRules.map(({ AllowedOrigins }) => AllowedOrigins),
        [[`https://${edge.domain}`]],
      );
    },
  },
];

function everyBucket(check: (aws: Aws, bucket: string) => Promise<void>): Arrival["check"] {
  return async (aws, { name, accountId, disasterRecovery }: Environment) => {
    const copies = ["copies-access-logs", "copies-backups", "copies-blobs"];
    for (const purpose of [
      "access-logs",
      "audit-logs",
      "backups",
      "blobs",
      "edge-logs",
      ...(disasterRecovery ? copies : []),
    ])
      await check(aws, `langfuse-${name}-${purpose}-${accountId}`);
  };
}
