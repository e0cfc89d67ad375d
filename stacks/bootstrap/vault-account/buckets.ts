import { blobExpiries } from "../../../constructs/blob-expiries";
import { admitAccessLogs, requireTls } from "../../../constructs/bucket-policy";
import { replicationName } from "../../../constructs/data-buckets";
import type { Statement } from "../../../constructs/policy";
import type { CopiedPurpose } from "../../../constructs/second-region";
import { keepHistory, keptBucket, policyOf } from "../bucket";
import type { TemplateResource } from "../cloudformation";
import { type Parties, rootOf } from "./parties";

/** Logical id of the bucket of access logs. */
const ACCESS_LOGS = "AccessLogsBucket";

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
    keepHistory(arn),
    ...(restoreTo ? [{ ...forRestore, sid: "ReadForRestore", resources: [arn, `${arn}/*`] }] : []),
  ];
  return {
    [`${id}Bucket`]: keptBucket({
      name,
      encryption: { key: "Key" },
      expiries: blobExpiries(blobs)[purpose],
      noncurrentDays: blobs.noncurrentDays,
      lockDays: purpose === "backups" ? blobs.backupLockDays : undefined,
      accessLogs: ACCESS_LOGS,
    }),
    ...policyOf(`${id}Bucket`, statements),
  };
}

/** Who asked for which copy. Server access logs, as of every other bucket: they cost their storage, while data events of a
 *  trail cost by the object that is copied, and a trail of the organization may have them as well. What is asked of key,
 *  vault and secrets is in CloudTrail's own history for 90 days. */
export function accessLogResources({ environment, there }: Parties): Record<string, TemplateResource> {
  const { accessLogDays: days, noncurrentDays } = environment.blobs;
  const { accountId, accessLogs: name } = there;
  const arn = `arn:aws:s3:::${name}`;
  const sources = (["blobs", "backups"] as const).map((purpose) => there.bucket(purpose).bucket);
  return {
    [ACCESS_LOGS]: keptBucket({
      name,
      encryption: "s3-managed",
      expiries: [{ prefix: "", days }],
      noncurrentDays,
    }),
    ...policyOf(ACCESS_LOGS, [
      ...requireTls(arn),
      admitAccessLogs(arn, { accountId, sources }),
      keepHistory(arn),
    ]),
  };
}
