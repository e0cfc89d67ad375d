import { isDataBucket, isLogBucket } from "../buckets";
import { each, rewriteStatements } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import {
  conditionKeys,
  listed,
  type PolicyPlace,
  policiesOf,
  type RenderedStatement,
} from "../policy-statements";
import type { Rule } from "../rule";
import { forbids } from "../statement-rule";

const ours: readonly PolicyPlace[] = [{ type: "aws_s3_bucket_policy", argument: "policy" }];
const every: readonly PolicyPlace[] = [
  ...ours,
  { type: "AWS::S3::BucketPolicy", argument: "PolicyDocument" },
];

/** What buckets refuse. */
export const bucketPolicyRules: readonly Rule[] = [
  refuses({
    id: "bucket-transport",
    rows: ["S2", "K11"],
    title: "Every bucket refuses plain HTTP and TLS older than 1.2, to everybody and for everything",
    upstream: ["CKV_AWS_379", "Nag S10", "FSBP S3.5"],
    places: every,
    ofBucket: () => true,
    conditions: ["aws:SecureTransport", "s3:TlsVersion"],
    actions: ["s3:*"],
  }),
  refuses({
    id: "bucket-refuses-other-keys",
    rows: ["S3"],
    title: "A bucket with data refuses objects that another key encrypts",
    upstream: ["CKV_AWS_145"],
    places: ours,
    ofBucket: isDataBucket,
    conditions: ["s3:x-amz-server-side-encryption-aws-kms-key-id"],
    actions: ["s3:PutObject"],
  }),
  forbids({
    id: "bucket-no-lock-out",
    rows: ["S2"],
    title: "No bucket's policy locks everybody out of itself",
    upstream: ["CKV_AWS_93"],
    places: every,
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
    places: ours,
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

interface Refusal extends Pick<Rule, "id" | "rows" | "title" | "upstream"> {
  readonly places: readonly PolicyPlace[];
  /** Condition keys, each of which a statement of its own must refuse by. */
  readonly conditions: readonly string[];
  /** Actions that must be refused. */
  readonly actions: readonly string[];
  /** Which buckets must refuse, by the name of their policy. */
  readonly ofBucket: (policy: Pick<PlatformResource, "name">) => boolean;
}

function refuses({ places, ofBucket, conditions, actions, ...rule }: Refusal): Rule {
  const subjects = (platform: Platform) =>
    policiesOf(platform, places).filter(({ address }) => ofBucket({ name: address.split(".")[1] ?? "" }));
  return {
    ...rule,
    appliesTo: () => true,
    check: (platform) =>
      subjects(platform).flatMap(({ address, statements }) =>
        conditions
          .filter((key) => !statements.some((statement) => isRefusal(statement, key, actions)))
          .map((key) => ({ address, problem: `refuses nobody by ${key}` })),
      ),
    mutants: (platform) => {
      const addresses = subjects(platform).map(({ address }) => address);
      return places.flatMap(({ type, argument }) =>
        conditions.flatMap((key) =>
          worsenings(key).flatMap(([name, worse]) =>
            each(
              platform,
              { type, name: `${name} ${key}`, where: ({ address }) => addresses.includes(address) },
              rewriteStatements(argument, (statement) => worse(statement)),
            ),
          ),
        ),
      );
    },
  };
}

type Worsening = (statement: Record<string, unknown>) => Record<string, unknown>;

function worsenings(key: string): [string, Worsening][] {
  const ifAbout =
    (change: Worsening): Worsening =>
    (statement) =>
      JSON.stringify(statement.Condition ?? {}).includes(key) ? change(statement) : statement;
  return [
    ["allowing", ifAbout((statement) => ({ ...statement, Effect: "Allow" }))],
    ["for one principal", ifAbout((statement) => ({ ...statement, Principal: { AWS: "me" } }))],
    ["for one action", ifAbout((statement) => ({ ...statement, Action: ["s3:ListBucket"] }))],
    ["without", ifAbout((statement) => ({ ...statement, Condition: { Bool: { other: "true" } } }))],
  ];
}

function isRefusal(statement: RenderedStatement, key: string, actions: readonly string[]): boolean {
  return (
    statement.Effect === "Deny" &&
    /^("\*"|{"AWS":"\*"})$/.test(JSON.stringify(statement.Principal)) &&
    actions.every((action) => listed(statement.Action).includes(action)) &&
    conditionKeys(statement).includes(key)
  );
}

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
  return policiesOf(platform, ours).find(({ address }) => address === wanted)?.statements ?? [];
}
