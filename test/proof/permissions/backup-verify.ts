import { COPIED_SECRETS } from "../../support/copied-secrets";
import type { Claim, Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";
import { knownOfCopiesAbroad } from "./vault-account";

/** The jobs that look whether backups are there, young and large enough. */
export function backupVerifyClaims(world: World): Claims {
  const { arn, bucket, key, via, secret, account } = world;
  const { prefix } = account;
  const backups = bucket("backups");
  const throughS3 = world.through("s3");
  const snapshots = [arn("elasticache", "snapshot:automatic-1")];
  const known = knownOfCopiesAbroad(world);
  return {
    who: "The jobs that look whether every store has a backup, young and large enough",
    may: [
      {
        why: "Which backups there are",
        actions: ["s3:ListBucket"],
        resources: [backups],
        context: { "s3:prefix": "clickhouse/" },
        ...throughS3,
      },
      {
        why: "What ClickHouse says of a backup",
        actions: ["s3:GetObject"],
        resources: [`${backups}/clickhouse/1/.backup`],
        ...throughS3,
      },
      {
        why: "Its encryption, by way of S3 only",
        actions: ["kms:Decrypt"],
        resources: [key("backups_key_key")],
        context: via("s3"),
      },
      {
        why: "Whether versions are kept, locked and copied",
        actions: [
          "s3:GetBucketObjectLockConfiguration",
          "s3:GetBucketVersioning",
          "s3:GetReplicationConfiguration",
        ],
        resources: [bucket("blobs"), backups],
        ...throughS3,
      },
      {
        why: "How far back Postgres goes",
        actions: ["rds:DescribeDBInstances"],
        resources: [arn("rds", `db:${prefix}-postgres`)],
      },
      {
        why: "What the vault holds",
        actions: ["backup:ListRecoveryPointsByBackupVault"],
        resources: [arn("backup", `backup-vault:${prefix}`)],
      },
      { why: "Snapshots of Valkey", actions: ["elasticache:DescribeSnapshots"], resources: snapshots },
      ...mayInTheSecondRegion(world),
      ...known.may,
    ],
    mayNot: [
      {
        why: "It reads no backup and makes none",
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: [`${backups}/clickhouse/1/data/part.bin`],
      },
      {
        why: "The key opens objects in S3, and nothing that somebody brings along",
        actions: ["kms:Decrypt"],
        resources: [key("backups_key_key")],
      },
      {
        why: "Events are Langfuse's",
        actions: ["s3:GetObject"],
        resources: [`${bucket("blobs")}/events/1.json`],
      },
      {
        why: "Backups go by their age alone",
        actions: ["backup:DeleteRecoveryPoint"],
        resources: [arn("rds", "snapshot:awsbackup:job-1")],
      },
      {
        why: "It changes no database",
        actions: ["rds:DeleteDBInstance"],
        resources: [arn("rds", `db:${prefix}-postgres`)],
      },
      { why: "Passwords", actions: ["secretsmanager:GetSecretValue"], resources: [secret("salt")] },
      ...mayNotInTheSecondRegion(world),
      ...known.mayNot,
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}

function mayInTheSecondRegion({ account: { prefix }, bucket, secret, copies }: World): Claim[] {
  if (!copies) return [];
  const { arn, there: context } = copies;
  const why = "How old copies are, in the second region";
  return [
    {
      why,
      actions: ["rds:DescribeDBInstanceAutomatedBackups"],
      resources: [arn("rds", `db:${prefix}-postgres`), arn("rds", "auto-backup:ab-1")],
      context,
    },
    {
      why,
      actions: ["backup:ListRecoveryPointsByBackupVault"],
      resources: [arn("backup", `backup-vault:${prefix}-copies`)],
      context,
    },
    {
      why,
      actions: ["s3:ListBucket"],
      resources: [bucket("copies-backups")],
      context: { ...context, "s3:prefix": "clickhouse/1/" },
    },
    { why, actions: ["cloudwatch:GetMetricStatistics"], resources: ["*"], context },
    {
      why,
      actions: ["secretsmanager:ListSecretVersionIds"],
      resources: COPIED_SECRETS.flatMap((name) => [
        secret(name),
        arn("secretsmanager", `secret:${prefix}/${name}-AbCdEf`),
      ]),
      context,
    },
  ];
}

function mayNotInTheSecondRegion(world: World): Claim[] {
  const { account, bucket, secret, elsewhere, copies } = world;
  if (!copies) return [];
  const { arn, there: context } = copies;
  const salt = arn("secretsmanager", `secret:${account.prefix}/salt-AbCdEf`);
  return [
    {
      why: "Copies are read by whoever makes the environment again",
      actions: ["s3:GetObject"],
      resources: [
        `${bucket("copies-backups")}/clickhouse/1/.backup`,
        `${bucket("copies-blobs")}/events/1.json`,
      ],
      context,
    },
    {
      why: "Copies are read by whoever makes the environment again",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [salt],
      context,
    },
    {
      why: "Secrets without a copy, and those of others",
      actions: ["secretsmanager:ListSecretVersionIds"],
      resources: [secret("postgres-password"), elsewhere(salt)],
    },
    {
      why: "Figures of no third region",
      actions: ["cloudwatch:GetMetricStatistics"],
      resources: ["*"],
      context: world.thirdRegion,
    },
    {
      why: "Backups there go by their age alone",
      actions: ["rds:DeleteDBInstanceAutomatedBackup"],
      resources: [arn("rds", "auto-backup:ab-1")],
      context,
    },
  ];
}
