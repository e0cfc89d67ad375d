import { isLogBucket } from "../buckets";
import { each, rewriteStatements } from "../mutants";
import { type Platform, resources } from "../platform";
import {
  conditionKeys,
  everyBucket,
  listed,
  ourBuckets,
  policiesOf,
  type RenderedStatement,
} from "../policy-statements";
import type { Rule } from "../rule";
import { forbids } from "../statement-rule";

/** Whom buckets let in, and that they let somebody in. */
export const bucketPolicyRules: readonly Rule[] = [
  forbids({
    id: "bucket-no-lock-out",
    rows: ["S2"],
    title: "No bucket's policy locks everybody out of itself",
    upstream: ["CKV_AWS_93"],
    places: everyBucket,
    violates: (statement) => isLock(statement) && statement.Condition === undefined,
    problem: "refuses everything to everybody, and nobody can undo it",
    where: isLock,
    worse: ({ Condition: _, ...statement }) => statement,
  }),
  forbids({
    id: "log-delivery-bounded",
    rows: ["S8"],
    title: "Only AWS's log services write into log buckets, for this account",
    upstream: ["CKV_AWS_18", "AVD-AWS-0089"],
    places: ourBuckets,
    violates: (statement) =>
      isDelivery(statement) && !conditionKeys(statement).some((key) => /^aws:Source(Account|Arn)$/.test(key)),
    problem: "takes logs of anybody",
    where: isDelivery,
    worse: ({ Condition: _, ...statement }) => statement,
  }),
  {
    id: "log-delivery-granted",
    rows: ["S8"],
    title: "Log buckets let the log services in, without which no log arrives",
    upstream: ["CKV_AWS_18"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_s3_bucket_policy")
        .filter(isLogBucket)
        .filter(({ address }) => !statementsAt(platform, address).some(isDelivery))
        .map(({ address }) => ({ address, problem: "lets no log service in" })),
    mutants: (platform) =>
      each(
        platform,
        { type: "aws_s3_bucket_policy", name: "for a person", where: isLogBucket },
        rewriteStatements("policy", (statement) =>
          "Service" in Object(statement.Principal) ? { ...statement, Principal: { AWS: "me" } } : statement,
        ),
      ),
  },
];

/** Whether it reaches the policy itself. */
function isLock({ Effect, Action }: RenderedStatement): boolean {
  const own = ["s3:*", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];
  return Effect === "Deny" && listed(Action).some((action) => own.includes(action));
}

function isDelivery({ Effect, Principal }: RenderedStatement): boolean {
  return (
    Effect === "Allow" &&
    /"(cloudtrail\.|logging\.s3|logdelivery\.|delivery\.logs)/.test(JSON.stringify(Principal ?? {}))
  );
}

function statementsAt(platform: Platform, wanted: string): readonly RenderedStatement[] {
  return policiesOf(platform, ourBuckets).find(({ address }) => address === wanted)?.statements ?? [];
}
