import { accompanies } from "../accompanies";
import { isBackupBucket, isDataBucket } from "../buckets";
import { atLeast, exactly, oneOf } from "../expectations";
import { each, eachMissing } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { requires, whenProtected } from "../requires";
import { type Rule, refersTo, replace, valuesAt } from "../rule";

const encryption = "aws_s3_bucket_server_side_encryption_configuration";

const isOriginal = ({ name }: Pick<PlatformResource, "name">): boolean => name.startsWith("backups_");

/** Copies that outlive what they are copies of. */
export const backupRules: readonly Rule[] = [
  requires({
    id: "backups-locked",
    rows: ["S10"],
    title: "Nobody deletes a backup before its time, not even who wrote it",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isBackupBucket,
    arguments: {
      "rule.default_retention.mode": oneOf("GOVERNANCE", "COMPLIANCE"),
      "rule.default_retention.days": atLeast(1),
    },
  }),
  accompanies({
    id: "backups-have-lock",
    rows: ["S10"],
    title: "Every bucket of backups locks what is written, which the bucket alone does not",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket",
    where: isBackupBucket,
    companion: "aws_s3_bucket_object_lock_configuration",
    by: "bucket",
  }),
  requires({
    id: "backups-locked-long",
    rows: ["S10"],
    title: "In production the lock outlives the time that an intruder stays unseen",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isBackupBucket,
    appliesTo: whenProtected,
    arguments: { "rule.default_retention.days": atLeast(7) },
  }),
  requires({
    id: "backups-lockable",
    rows: ["S10"],
    title: "The bucket of the backups can lock, which cannot be switched on later",
    upstream: ["REL09-BP04"],
    type: "aws_s3_bucket",
    where: isBackupBucket,
    arguments: { object_lock_enabled: exactly(true) },
  }),
  {
    id: "backups-own-key",
    rows: ["S10", "K2"],
    title: "Backups survive the loss of the key of what they are backups of",
    upstream: ["WA SEC08"],
    appliesTo: () => true,
    check: (platform) => {
      const keys = resources(platform, "aws_kms_key");
      const data = resources(platform, encryption).filter((one) => isDataBucket(one) && !isBackupBucket(one));
      return resources(platform, encryption)
        .filter(isBackupBucket)
        .filter((backup) => {
          const [own] = keys.filter((key) => refersTo(backup.arguments, key));
          const others = [...data, ...resources(platform, "aws_db_instance")];
          return !own || others.some(({ arguments: block }) => refersTo(block, own));
        })
        .map(({ address }) => ({ address, problem: "is encrypted with a key of the data" }));
    },
    mutants: (platform) => {
      const [data] = resources(platform, encryption).filter(
        (one) => isDataBucket(one) && !isBackupBucket(one),
      );
      const path = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
      const [key] = valuesAt(data?.arguments, path);
      return each(
        platform,
        { type: encryption, name: "with the key of the data", where: isBackupBucket },
        (block) => replace(block, path, key),
      );
    },
  },
  {
    id: "backups-bucket",
    rows: ["S10"],
    title: "Backups have a bucket of their own",
    upstream: ["REL09-BP04"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "aws_s3_bucket").some(isOriginal)
        ? []
        : [{ address: "aws_s3_bucket", problem: "none for backups" }],
    mutants: (platform) => eachMissing(platform, "aws_s3_bucket", isOriginal),
  },
];
