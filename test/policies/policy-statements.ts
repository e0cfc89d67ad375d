import { matchesPattern } from "../support/iam";
import { type Platform, resources } from "./platform";

/** One statement as it stands in a rendered policy. */
export interface RenderedStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RenderedPolicy {
  readonly address: string;
  readonly statements: readonly RenderedStatement[];
}

/** Where a policy stands: the argument of a type of resources. */
export interface PolicyPlace {
  readonly type: string;
  readonly argument: string;
}

/** What workloads and people may do, Terraform's and the bootstrap's. */
export const identityPlaces: readonly PolicyPlace[] = [
  { type: "aws_iam_policy", argument: "policy" },
  { type: "aws_iam_role_policy", argument: "policy" },
  { type: "AWS::IAM::ManagedPolicy", argument: "PolicyDocument" },
];

/** Who may become a role. */
export const trustPlaces: readonly PolicyPlace[] = [
  { type: "aws_iam_role", argument: "assume_role_policy" },
  { type: "AWS::IAM::Role", argument: "AssumeRolePolicyDocument" },
];

/** Whom buckets that Terraform makes let in. */
export const ourBuckets: readonly PolicyPlace[] = [{ type: "aws_s3_bucket_policy", argument: "policy" }];

/** Whom buckets let in, that of the states included. */
export const everyBucket: readonly PolicyPlace[] = [
  ...ourBuckets,
  { type: "AWS::S3::BucketPolicy", argument: "PolicyDocument" },
];

/** Who may use a resource. */
export const resourcePlaces: readonly PolicyPlace[] = [
  ...everyBucket,
  { type: "aws_kms_key", argument: "policy" },
  { type: "aws_sns_topic_policy", argument: "policy" },
  { type: "aws_cloudwatch_log_resource_policy", argument: "policy_document" },
  { type: "AWS::KMS::Key", argument: "KeyPolicy" },
];

/** Through which doors of the network. */
export const endpointPlaces: readonly PolicyPlace[] = [{ type: "aws_vpc_endpoint", argument: "policy" }];

/** The policies in some places; those that a plan does not know yet are left out. */
export function policiesOf(platform: Platform, places: readonly PolicyPlace[]): RenderedPolicy[] {
  return places.flatMap(({ type, argument }) =>
    resources(platform, type)
      .filter(({ arguments: block }) => isPolicy(block[argument]))
      .map(({ address, arguments: block }) => ({ address, statements: statementsOf(block[argument]) })),
  );
}

/** Every element of a list that AWS also allows to be one string. */
export function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** Keys of all conditions of a statement. */
export function conditionKeys({ Condition = {} }: RenderedStatement): string[] {
  return Object.values(Condition).flatMap(Object.keys);
}

/** What a statement's condition keys must be equal to, or like: without what it excludes, and without operators that hold
 *  for a request in which the key is missing. */
export function boundTo({ Condition = {} }: RenderedStatement, keys: RegExp): string[] {
  return Object.entries(Condition)
    .filter(([operator]) => /^(ForAnyValue:)?(String|Arn)(Equals|Like)$/.test(operator))
    .flatMap(([, bounds]) => Object.entries(bounds))
    .filter(([key]) => keys.test(key))
    .flatMap(([, values]) => [values].flat().map(String));
}

/** Whether a statement allows an action, be it by a pattern. */
export function allowsAction({ Effect, Action }: RenderedStatement, wanted: string): boolean {
  return Effect === "Allow" && listed(Action).some((pattern) => matchesPattern(pattern, wanted, "i"));
}

function isPolicy(document: unknown): boolean {
  return (typeof document === "object" && document !== null) || String(document ?? "").startsWith("{");
}

const parsed = new Map<string, readonly RenderedStatement[]>();

/** Parsed once, because every rule about policies reads all of them. */
function statementsOf(document: unknown): readonly RenderedStatement[] {
  if (typeof document !== "string") return Object(document).Statement;
  const known = parsed.get(document) ?? JSON.parse(document).Statement;
  parsed.set(document, known);
  return known;
}
