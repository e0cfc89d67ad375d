import { accompanies } from "../accompanies";
import { exactly, oneOf } from "../expectations";
import { requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const everyBucketHas = (
  id: string,
  companion: string,
  {
    title,
    row,
    upstream,
  }: { readonly title: string; readonly row: string; readonly upstream: readonly string[] },
): Rule => accompanies({ id, rows: [row], title, upstream, type: "aws_s3_bucket", companion, by: "bucket" });

/** S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export const storageRules: readonly Rule[] = [
  everyBucketHas("bucket-private", "aws_s3_bucket_public_access_block", {
    title: "Every bucket blocks public access",
    row: "S1",
    upstream: ["CKV2_AWS_6", "AVD-AWS-0094", "Nag S2"],
  }),
  everyBucketHas("bucket-versioned", "aws_s3_bucket_versioning", {
    title: "Every bucket keeps versions",
    row: "S4",
    upstream: ["CKV_AWS_21", "AVD-AWS-0090"],
  }),
  everyBucketHas("bucket-encrypted", "aws_s3_bucket_server_side_encryption_configuration", {
    title: "Every bucket states its encryption",
    row: "S3",
    upstream: ["CKV_AWS_19", "AVD-AWS-0088"],
  }),
  everyBucketHas("bucket-policy", "aws_s3_bucket_policy", {
    title: "Every bucket has a policy",
    row: "S2",
    upstream: ["CKV_AWS_379", "Nag S10"],
  }),
  everyBucketHas("bucket-owner", "aws_s3_bucket_ownership_controls", {
    title: "Every bucket has one owner and no ACL",
    row: "S9",
    upstream: ["CKV2_AWS_65"],
  }),
  everyBucketHas("bucket-lifecycle", "aws_s3_bucket_lifecycle_configuration", {
    title: "Every bucket cleans up",
    row: "S9",
    upstream: ["CKV2_AWS_61"],
  }),
  requires({
    id: "bucket-blocks-all",
    rows: ["S1"],
    title: "Public access is blocked in all four ways",
    upstream: [
      "CKV_AWS_53",
      "CKV_AWS_54",
      "CKV_AWS_55",
      "CKV_AWS_56",
      "AVD-AWS-0086",
      "AVD-AWS-0087",
      "AVD-AWS-0091",
      "AVD-AWS-0093",
    ],
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
    rows: ["S3"],
    title: "Objects are encrypted with our key, or with S3's where a log writer supports nothing else",
    upstream: ["CKV_AWS_19", "AVD-AWS-0088"],
    type: "aws_s3_bucket_server_side_encryption_configuration",
    arguments: {
      "rule.apply_server_side_encryption_by_default.sse_algorithm": oneOf("aws:kms", "AES256"),
    },
  }),
  requires({
    id: "bucket-versions",
    rows: ["S4"],
    title: "Versioning is on, not suspended",
    upstream: ["CKV_AWS_21"],
    type: "aws_s3_bucket_versioning",
    arguments: { "versioning_configuration.status": oneOf("Enabled") },
  }),
  requires({
    id: "bucket-ownership",
    rows: ["S9"],
    title: "Access control lists are switched off",
    upstream: ["CKV2_AWS_65"],
    type: "aws_s3_bucket_ownership_controls",
    arguments: { "rule.object_ownership": exactly("BucketOwnerEnforced") },
  }),
  requires({
    id: "bucket-deletion",
    rows: ["S11"],
    title: "A bucket with data cannot be destroyed where data is protected",
    upstream: [],
    type: "aws_s3_bucket",
    appliesTo: whenProtected,
    arguments: { force_destroy: exactly(false), "lifecycle.prevent_destroy": exactly(true) },
  }),
];
