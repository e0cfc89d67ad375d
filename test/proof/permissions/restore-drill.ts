import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** The job that restores the newest backup of ClickHouse into a server of its own. */
export function restoreDrillClaims(world: World): Claims {
  const { arn, bucket, elsewhere, key, via, secret, account } = world;
  const backups = bucket("backups");
  const part = `${backups}/clickhouse/1/data/part.bin`;
  const throughS3 = world.through("s3");
  return {
    who: "The job that rehearses a restore of ClickHouse",
    may: [
      {
        why: "Which backup is the newest",
        actions: ["s3:ListBucket"],
        resources: [backups],
        context: { "s3:prefix": "clickhouse/20261201T06" },
        ...throughS3,
      },
      { why: "What is in it", actions: ["s3:GetObject"], resources: [part], ...throughS3 },
      {
        why: "Its encryption, by way of S3 only",
        actions: ["kms:Decrypt"],
        resources: [key("backups_key_key")],
        context: via("s3"),
      },
    ],
    mayNot: [
      {
        why: "A rehearsal leaves no trace in what it rehearses with",
        actions: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"],
        resources: [part],
      },
      {
        why: "Backups of ClickHouse, and whatever else may come to the bucket not",
        actions: ["s3:GetObject"],
        resources: [`${backups}/postgres/1`],
      },
      {
        why: "Who lists a bucket from its root sees what comes later",
        actions: ["s3:ListBucket"],
        resources: [backups],
        context: { "s3:prefix": "" },
      },
      {
        why: "Events are Langfuse's",
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [`${bucket("blobs")}/events/1.json`],
      },
      {
        why: "The key opens backups, makes none, and only by way of S3",
        actions: ["kms:GenerateDataKey"],
        resources: [key("backups_key_key")],
        context: via("s3"),
      },
      {
        why: "The key opens backups, makes none, and only by way of S3",
        actions: ["kms:Decrypt"],
        resources: [key("backups_key_key")],
      },
      {
        why: "Other keys",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key"), key("secrets_key_key")],
        context: via("s3"),
      },
      {
        why: "Passwords reach pods as Secrets of Kubernetes",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [secret("salt"), elsewhere(secret("salt"))],
      },
      {
        why: "Databases and their vault are none of its business",
        actions: ["rds:DeleteDBInstance", "rds:RestoreDBInstanceFromDBSnapshot"],
        resources: [arn("rds", `db:${account.prefix}-postgres`)],
      },
      ...strangersBuckets(world, "s3:PutObject"),
    ],
  };
}
