import { blobExpiries } from "../../../constructs/blob-expiries";
import { requireTls } from "../../../constructs/bucket-policy";
import { replicationName } from "../../../constructs/data-buckets";
import type { Statement } from "../../../constructs/policy";
import type { CopiedPurpose } from "../../../constructs/second-region";
import { keptBucket } from "../bucket";
import { asObject, type TemplateResource } from "../cloudformation";
import { type Parties, rootOf } from "./parties";

/** A bucket for copies of one, and who may do what with it. */
export function bucketResources(
  id: string,
  purpose: CopiedPurpose,
  { environment, there, prefix, restoreTo }: Parties,
): Record<string, TemplateResource> {
  const { blobs, accountId } = environment;
  const { bucket: name } = there.bucket(purpose);
  const arn = `arn:aws:s3:::${name}`;
  const forRestore = { principal: rootOf(restoreTo ?? ""), actions: ["s3:GetObject*", "s3:ListBucket*"] };
  const statements: Statement[] = [
    ...requireTls(arn),
    {
      sid: "CopiesFromTheEnvironment",
      principal: rootOf(accountId),
      // What users delete must be gone everywhere, and is kept as a version for a while; backups go by their age alone.
      actions: ["s3:ReplicateObject", "s3:ReplicateTags"].concat(
        purpose === "blobs" ? ["s3:ReplicateDelete"] : [],
      ),
      resources: [`${arn}/*`],
      conditions: {
        ArnEquals: {
          "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/${replicationName(prefix, purpose)}`,
        },
      },
    },
    {
      sid: "KeepHistory",
      effect: "Deny",
      principal: "*",
      actions: ["s3:DeleteObjectVersion"],
      resources: [`${arn}/*`],
    },
    ...(restoreTo ? [{ ...forRestore, sid: "ReadForRestore", resources: [arn, `${arn}/*`] }] : []),
  ];
  return {
    [`${id}Bucket`]: keptBucket({
      name,
      key: "Key",
      expiries: blobExpiries(blobs)[purpose],
      noncurrentDays: blobs.noncurrentDays,
      lockDays: purpose === "backups" ? blobs.backupLockDays : undefined,
    }),
    [`${id}BucketPolicy`]: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: `${id}Bucket` }, PolicyDocument: asObject(statements) },
    },
  };
}
