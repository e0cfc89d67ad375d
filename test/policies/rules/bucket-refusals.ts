import { isDataBucket } from "../buckets";
import { each, rewriteStatements } from "../mutants";
import type { Platform, PlatformResource } from "../platform";
import {
  conditionKeys,
  everyBucket,
  listed,
  ourBuckets,
  type PolicyPlace,
  policiesOf,
  type RenderedStatement,
} from "../policy-statements";
import type { Rule } from "../rule";

/** What buckets refuse to everybody. */
export const bucketRefusalRules: readonly Rule[] = [
  refuses({
    id: "bucket-transport",
    rows: ["S2", "K11"],
    title: "Every bucket refuses plain HTTP and TLS older than 1.2, to everybody and for everything",
    upstream: ["CKV_AWS_379", "Nag S10", "FSBP S3.5"],
    places: everyBucket,
    ofBucket: () => true,
    conditions: [
      { key: "aws:SecureTransport", operator: "Bool", value: /^false$/ },
      { key: "s3:TlsVersion", operator: "NumericLessThan", value: /^1\.[23]$/ },
    ],
    actions: ["s3:*"],
  }),
  refuses({
    id: "bucket-refuses-other-keys",
    rows: ["S3"],
    title: "A bucket with data refuses objects that another key encrypts",
    upstream: ["CKV_AWS_145"],
    places: ourBuckets,
    ofBucket: isDataBucket,
    conditions: [
      {
        key: "s3:x-amz-server-side-encryption-aws-kms-key-id",
        operator: "StringNotEquals",
        value: /aws_kms_key\.|^arn:aws:kms:/,
        // Who asks for none gets the bucket's.
        beside: "s3:x-amz-server-side-encryption",
      },
    ],
    actions: ["s3:PutObject"],
  }),
];

interface Refusal extends Pick<Rule, "id" | "rows" | "title" | "upstream"> {
  readonly places: readonly PolicyPlace[];
  /** Conditions, each of which a statement of its own must refuse by. */
  readonly conditions: readonly RefusedBy[];
  /** Actions that must be refused. */
  readonly actions: readonly string[];
  /** Which buckets must refuse, by the name of their policy. */
  readonly ofBucket: (policy: Pick<PlatformResource, "name">) => boolean;
}

interface RefusedBy {
  readonly key: string;
  readonly operator: string;
  readonly value: RegExp;
  /** Key by which the same statement may spare requests.
   * @default - it spares none */
  readonly beside?: string;
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
          .filter((condition) => !statements.some((statement) => isRefusal(statement, condition, actions)))
          .map(({ key }) => ({ address, problem: `does not refuse everybody by ${key}` })),
      ),
    mutants: (platform) => {
      const addresses = subjects(platform).map(({ address }) => address);
      return places.flatMap(({ type, argument }) =>
        conditions.flatMap(({ key, operator }) =>
          worsenings(key, operator).flatMap(([name, worse]) =>
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

function worsenings(key: string, operator: string): [string, Worsening][] {
  const ifAbout =
    (change: Worsening): Worsening =>
    (statement) =>
      JSON.stringify(statement.Condition ?? {}).includes(key) ? change(statement) : statement;
  return [
    ["allowing", ifAbout((statement) => ({ ...statement, Effect: "Allow" }))],
    ["for one principal", ifAbout((statement) => ({ ...statement, Principal: { AWS: "me" } }))],
    ["for one action", ifAbout((statement) => ({ ...statement, Action: ["s3:ListBucket"] }))],
    [
      "for one folder",
      ifAbout((statement) => ({ ...statement, Resource: ["arn:aws:s3:::bucket/folder/*"] })),
    ],
    ["without", ifAbout((statement) => ({ ...statement, Condition: { Bool: { other: "true" } } }))],
    [
      "for what is right by",
      ifAbout((statement) => ({ ...statement, Condition: { [operator]: { [key]: "true" } } })),
    ],
    [
      "sparing somebody from",
      ifAbout(({ Condition, ...statement }) => ({
        ...statement,
        Condition: { ...Object(Condition), ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
      })),
    ],
  ];
}

function isRefusal(
  statement: RenderedStatement,
  { key, operator, value, beside }: RefusedBy,
  actions: readonly string[],
): boolean {
  return (
    statement.Effect === "Deny" &&
    /^("\*"|{"AWS":"\*"})$/.test(JSON.stringify(statement.Principal)) &&
    actions.every((action) => listed(statement.Action).includes(action)) &&
    listed(statement.Resource).some(isEveryObject) &&
    value.test(String(statement.Condition?.[operator]?.[key])) &&
    conditionKeys(statement).every((one) => one === key || one === beside)
  );
}

/** Of a bucket, whose name has no slash and whose address has none outside of its braces. */
function isEveryObject(resource: unknown): boolean {
  return /^(\$\{[^}]+\}|arn:aws:s3:::[^/]+)\/\*$/.test(String(Object(resource)["Fn::Sub"] ?? resource));
}
