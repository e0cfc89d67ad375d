import { accompanies } from "../accompanies";
import { atMost, exactly, oneOf } from "../expectations";
import { policiesOf } from "../policy-statements";
import { requires, whenProtected } from "../requires";
import { blocksOf, mutant, type Rule } from "../rule";

const everyBucketHas = (id: string, companion: string, title: string, upstream: readonly string[]): Rule =>
  accompanies({ id, title, upstream, type: "aws_s3_bucket", companion, by: "bucket" });

/** S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export const storageRules: readonly Rule[] = [
  everyBucketHas("bucket-private", "aws_s3_bucket_public_access_block", "Every bucket blocks public access", [
    "CKV2_AWS_6",
    "AVD-AWS-0094",
    "Nag S2",
  ]),
  everyBucketHas("bucket-versioned", "aws_s3_bucket_versioning", "Every bucket keeps versions", [
    "CKV_AWS_21",
    "AVD-AWS-0090",
  ]),
  everyBucketHas(
    "bucket-encrypted",
    "aws_s3_bucket_server_side_encryption_configuration",
    "Every bucket states its encryption",
    ["CKV_AWS_19", "AVD-AWS-0088"],
  ),
  everyBucketHas("bucket-policy", "aws_s3_bucket_policy", "Every bucket has a policy", [
    "CKV_AWS_379",
    "Nag S10",
  ]),
  everyBucketHas(
    "bucket-owner",
    "aws_s3_bucket_ownership_controls",
    "Every bucket has one owner and no ACL",
    ["CKV2_AWS_65"],
  ),
  everyBucketHas("bucket-lifecycle", "aws_s3_bucket_lifecycle_configuration", "Every bucket cleans up", [
    "CKV2_AWS_61",
  ]),
  requires({
    id: "bucket-blocks-all",
    title: "Public access is blocked in all four ways",
    upstream: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "AVD-AWS-0086", "AVD-AWS-0087"],
    type: "aws_s3_bucket_public_access_block",
    arguments: {
      block_public_acls: exactly(true),
      block_public_policy: exactly(true),
      ignore_public_acls: exactly(true),
      restrict_public_buckets: exactly(true),
    },
  }),
  requires({
    id: "bucket-algorithm",
    title: "Objects are encrypted with our key, or with S3's where a log writer supports nothing else",
    upstream: ["CKV_AWS_145", "AVD-AWS-0132"],
    type: "aws_s3_bucket_server_side_encryption_configuration",
    arguments: {
      "rule.apply_server_side_encryption_by_default.sse_algorithm": oneOf("aws:kms", "AES256"),
    },
  }),
  requires({
    id: "bucket-versions",
    title: "Versioning is on, not suspended",
    upstream: ["CKV_AWS_21"],
    type: "aws_s3_bucket_versioning",
    arguments: { "versioning_configuration.status": oneOf("Enabled") },
  }),
  requires({
    id: "bucket-ownership",
    title: "Access control lists are switched off",
    upstream: ["CKV2_AWS_65"],
    type: "aws_s3_bucket_ownership_controls",
    arguments: { "rule.object_ownership": exactly("BucketOwnerEnforced") },
  }),
  requires({
    id: "bucket-deletion",
    title: "A bucket with data cannot be destroyed where data is protected",
    upstream: [],
    type: "aws_s3_bucket",
    appliesTo: whenProtected,
    arguments: { force_destroy: exactly(false), "lifecycle.prevent_destroy": exactly(true) },
  }),
  {
    id: "bucket-transport",
    title: "Every bucket refuses plain HTTP and TLS older than 1.2",
    upstream: ["CKV_AWS_379", "Nag S10", "FSBP S3.5"],
    appliesTo: () => true,
    check: (platform) =>
      policiesOf(platform, "aws_s3_bucket_policy", "policy")
        .filter(
          ({ statements }) =>
            !(deniesWhen(statements, "SecureTransport") && deniesWhen(statements, "TlsVersion")),
        )
        .map(({ address }) => ({ address, problem: "does not deny unencrypted or old transport" })),
    mutants: ["SecureTransport", "TlsVersion"].map((condition) =>
      mutant(`bucket policy without ${condition}`, "aws_s3_bucket_policy", (block) => {
        block.policy = String(block.policy).replaceAll(condition, "Other");
      }),
    ),
  },
  {
    id: "bucket-multipart",
    title: "Every bucket removes unfinished uploads within a week, and old versions some day",
    upstream: ["CKV_AWS_300"],
    appliesTo: () => true,
    check: (platform) =>
      blocksOf(platform, "aws_s3_bucket_lifecycle_configuration")
        .filter(
          ({ rule }) =>
            !(
              cleans(rule, "abort_incomplete_multipart_upload") &&
              cleans(rule, "noncurrent_version_expiration")
            ),
        )
        .map(({ bucket }) => ({
          address: String(bucket),
          problem: "never removes unfinished uploads or old versions",
        })),
    mutants: ["abort_incomplete_multipart_upload", "noncurrent_version_expiration"].map((part) =>
      mutant(`lifecycle without ${part}`, "aws_s3_bucket_lifecycle_configuration", (block) => {
        block.rule = JSON.parse(JSON.stringify(block.rule).replaceAll(part, "other"));
      }),
    ),
  },
];

type Statements = ReturnType<typeof policiesOf>[number]["statements"];

function deniesWhen(statements: Statements, condition: string): boolean {
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" &&
      /^("\*"|{"AWS":"\*"})$/.test(JSON.stringify(Principal)) &&
      JSON.stringify(Condition ?? {}).includes(condition),
  );
}

function cleans(rule: unknown, part: string): boolean {
  return Array.isArray(rule) && rule.some((one) => one.status === "Enabled" && atLeastOneDay(one[part]));
}

function atLeastOneDay(blocks: unknown): boolean {
  const days = Array.isArray(blocks) ? Object.values(blocks[0] ?? {})[0] : undefined;
  return atMost(365).holds(days);
}
