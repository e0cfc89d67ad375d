import { accompanies } from "../accompanies";
import { bucketOf, isDataBucket, isLogBucket, lifecycleRules } from "../buckets";
import { exactly, ourKey } from "../expectations";
import { each } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import { requires } from "../requires";
import { type Rule, refersTo, replace } from "../rule";

const encryption = "aws_s3_bucket_server_side_encryption_configuration";

const lifecycle = "aws_s3_bucket_lifecycle_configuration";

const logging = "aws_s3_bucket_logging";

/** What becomes of objects: keys, ages, logs. */
export const objectRules: readonly Rule[] = [
  requires({
    id: "data-bucket-key",
    rows: ["S3"],
    title: "Data is encrypted with our key, by a bucket key that saves most calls to KMS",
    upstream: ["CKV_AWS_145", "AVD-AWS-0132"],
    type: encryption,
    where: isDataBucket,
    exists: true,
    arguments: {
      "rule.apply_server_side_encryption_by_default.sse_algorithm": exactly("aws:kms"),
      "rule.apply_server_side_encryption_by_default.kms_master_key_id": ourKey,
      "rule.bucket_key_enabled": exactly(true),
    },
  }),
  {
    id: "lifecycle-cleans",
    rows: ["S9", "S4"],
    title: "Every bucket removes unfinished uploads within a week, and old versions within a month",
    upstream: ["CKV_AWS_300"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, lifecycle)
        .filter((resource) => {
          const rules = lifecycleRules(resource);
          return !(
            rules.some(({ prefix, abortsUploadsAfterDays: days = 99 }) => prefix === "" && days <= 7) &&
            rules.some(({ prefix, forgetsVersionsAfterDays: days = 999 }) => prefix === "" && days <= 30)
          );
        })
        .map(({ address }) => ({ address, problem: "never removes unfinished uploads or old versions" })),
    mutants: (platform) => [
      ...["abort_incomplete_multipart_upload", "noncurrent_version_expiration", "status"].flatMap((part) =>
        each(platform, { type: lifecycle, name: `without ${part}` }, (block) =>
          replace(block, `rule.${part}`),
        ),
      ),
      ...each(platform, { type: lifecycle, name: "switched off" }, (block) =>
        replace(block, "rule.status", "Disabled"),
      ),
    ],
  },
  {
    id: "media-stays",
    rows: ["S6"],
    title: "Nothing deletes media while Postgres refers to it",
    upstream: [],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, lifecycle)
        .filter(isBlobs)
        .filter((resource) =>
          lifecycleRules(resource).some(
            ({ prefix, expiresAfterDays }) => expiresAfterDays !== undefined && meets("media/", prefix),
          ),
        )
        .map(({ address }) => ({ address, problem: "expires media" })),
    mutants: (platform) =>
      ["media/", "media/project/", ""].flatMap((prefix) =>
        each(platform, { type: lifecycle, name: `expiring '${prefix}'`, where: isBlobs }, (block) =>
          replace(block, "rule.filter.prefix", prefix),
        ),
      ),
  },
  {
    id: "events-can-be-replayed",
    rows: ["S7"],
    title: "Events live for 30 days at least, which is how long a loss may stay unseen",
    upstream: [],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, lifecycle)
        .filter(isBlobs)
        .filter((resource) =>
          lifecycleRules(resource).some(
            ({ prefix, expiresAfterDays = 999 }) => meets("events/", prefix) && expiresAfterDays < 30,
          ),
        )
        .map(({ address }) => ({ address, problem: "forgets events before anybody misses them" })),
    mutants: (platform) =>
      ["events/", "events/otel/", ""].flatMap((prefix) =>
        each(
          platform,
          { type: lifecycle, name: `forgetting '${prefix}' in 29 days`, where: isBlobs },
          (block) => {
            replace(block, "rule.filter.prefix", prefix);
            replace(block, "rule.expiration.days", 29);
          },
        ),
      ),
  },
  accompanies({
    id: "access-logged",
    rows: ["S7"],
    title: "Every bucket with data logs who read and wrote it: a replay finds its objects there",
    upstream: ["CKV_AWS_18", "AVD-AWS-0089", "Nag S1"],
    type: "aws_s3_bucket",
    where: isDataBucket,
    companion: logging,
    by: "bucket",
  }),
  {
    id: "logs-elsewhere",
    rows: ["S8"],
    title: "Access logs go to a log bucket, never to the bucket that they are about",
    upstream: ["CKV_AWS_18"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, logging)
        .filter(
          ({ arguments: { target_bucket } }) =>
            !logBuckets(platform).some((one) => leadsTo(target_bucket, one)),
        )
        .map(({ address }) => ({ address, problem: "writes its logs into a bucket with data" })),
    mutants: (platform) =>
      each(platform, { type: logging, name: "into itself" }, (block) => {
        block.target_bucket = block.bucket;
      }),
  },
];

/** Whether a lifecycle of one folder is about something in the other. */
function meets(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

function isBlobs({ name }: PlatformResource): boolean {
  return /^(copies_)?blobs_/.test(name);
}

function logBuckets(platform: Platform): PlatformResource[] {
  return resources(platform, "aws_s3_bucket_policy").filter(
    (policy) => isLogBucket(policy) && bucketOf(platform, policy),
  );
}

/** Directly, or by way of the policy without which the logs would be refused. */
function leadsTo(target: unknown, policy: PlatformResource): boolean {
  return refersTo(target, policy) || String(target) === String(policy.arguments.bucket);
}
