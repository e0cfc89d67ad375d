import type { Statement } from "./policy";

const everyone = { effect: "Deny", principal: { AWS: "*" } } as const;

/** Refuses whatever does not speak TLS 1.2 or newer. */
export function requireTls(bucketArn: string): Statement[] {
  const all = { ...everyone, actions: ["s3:*"], resources: [bucketArn, `${bucketArn}/*`] };
  return [
    { ...all, sid: "EncryptedTransport", conditions: { Bool: { "aws:SecureTransport": "false" } } },
    { ...all, sid: "ModernTls", conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/** Lets S3 write down in a bucket who asks for what in others of the same account.
 *  @param sources names of those */
export function admitAccessLogs(
  bucketArn: string,
  { accountId, sources }: { readonly accountId: string; readonly sources: readonly string[] },
): Statement {
  return {
    sid: "ServerAccessLogs",
    principal: { Service: "logging.s3.amazonaws.com" },
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnEquals: { "aws:SourceArn": sources.map((source) => `arn:aws:s3:::${source}`) },
    },
  };
}

/** Refuses an upload that asks for encryption with anything but this key. One that asks for nothing passes: the bucket
 *  encrypts it with this key. */
export function requireKey(bucketArn: string, keyArn: string): Statement[] {
  const upload = { ...everyone, actions: ["s3:PutObject"], resources: [`${bucketArn}/*`] };
  return [
    {
      ...upload,
      sid: "ThisKeyOnly",
      conditions: {
        Null: { "s3:x-amz-server-side-encryption": "false" },
        // Also true when the request names no key, which would mean the key that AWS manages.
        StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
      },
    },
    {
      ...upload,
      sid: "NoKeyOfTheClient",
      conditions: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } },
    },
  ];
}
