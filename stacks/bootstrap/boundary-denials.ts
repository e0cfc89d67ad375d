import type { Statement } from "../../constructs/policy";
import type { Reach } from "./reach";

/** State describes the whole platform; no workload has business with it. And whatever a workload does with its objects,
 *  their versions stay, and so do their keys and what guards their buckets. */
export function never({ names, prefix, arns, arnsAndCopies }: Reach): Statement[] {
  const buckets = `arn:aws:s3:::${prefix}-*`;
  return [
    {
      sid: "NoHistory",
      effect: "Deny",
      actions: ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"],
      resources: [`${buckets}/*`],
    },
    {
      sid: "NoGuards",
      effect: "Deny",
      actions: ["s3:DeleteBucket*", "s3:PutBucket*", "s3:PutLifecycleConfiguration"],
      resources: [buckets],
    },
    {
      // Not even when a key's policy names the role.
      sid: "NoEndOfKeys",
      effect: "Deny",
      actions: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      resources: arnsAndCopies("kms", "key/*"),
    },
    {
      sid: "NoState",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [`arn:aws:s3:::${names.stateBucket}`, `arn:aws:s3:::${names.stateBucket}/*`],
    },
    {
      sid: "NoStateKey",
      effect: "Deny",
      actions: ["kms:*"],
      resources: arns("kms", "key/*"),
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": names.stateKeyAlias } },
    },
  ];
}
