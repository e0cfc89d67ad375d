import { COPIED_SECRETS } from "../../support/copied-secrets";
import type { Claims, World } from "./claim";
import { strangersBuckets } from "./strangers-buckets";

/** The job that counts what was sent against what is stored. */
export function reconcileClaims(world: World): Claims {
  const { bucket, key, via } = world;
  const blobs = bucket("blobs");
  const throughS3 = world.through("s3");
  return {
    who: "The job that compares events in S3 with rows in ClickHouse",
    may: [
      {
        why: "Which events there are",
        actions: ["s3:ListBucket"],
        resources: [blobs],
        context: { "s3:prefix": "events/project/" },
        ...throughS3,
      },
      {
        why: "Traces of OpenTelemetry, of which one object holds several",
        actions: ["s3:GetObject"],
        resources: [`${blobs}/events/otel/project/1.json`],
        ...throughS3,
      },
      {
        why: "Their encryption, by way of S3 only",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key")],
        context: via("s3"),
      },
    ],
    mayNot: [
      {
        why: "Who counts changes nothing",
        actions: ["s3:PutObject", "s3:DeleteObject"],
        resources: [`${blobs}/events/otel/project/1.json`],
      },
      {
        why: "Media and exports are not counted",
        actions: ["s3:GetObject"],
        resources: [`${blobs}/media/1.png`],
      },
      {
        why: "The key opens objects, and makes none",
        actions: ["kms:GenerateDataKey"],
        resources: [key("data_key_key")],
        context: via("s3"),
      },
      {
        why: "Other keys",
        actions: ["kms:Decrypt"],
        resources: [key("backups_key_key"), key("secrets_key_key")],
        context: via("s3"),
      },
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}

/** External Secrets. */
export function externalSecretsClaims(world: World): Claims {
  const { secret, key, via, elsewhere, arn, account } = world;
  const master = account.graph.attribute(
    "aws_db_instance.postgres_instance",
    "master_user_secret[0].secret_arn",
  );
  const read = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];
  const through = world.through("secretsmanager");
  return {
    who: "External Secrets, which brings values to namespaces",
    may: [
      {
        why: "Values of our secrets and of Postgres's master",
        actions: read,
        resources: [
          ...[...COPIED_SECRETS, "postgres-password", "postgres-monitor-password"].map((name) =>
            secret(name),
          ),
          master,
        ],
        ...through,
      },
      {
        why: "Their encryption, by way of Secrets Manager only",
        actions: ["kms:Decrypt"],
        resources: [key("secrets_key_key")],
        context: via("secretsmanager"),
      },
    ],
    mayNot: [
      {
        why: "Secrets of others, in this account and in others",
        actions: read,
        resources: [
          elsewhere(secret("salt")),
          arn("secretsmanager", "secret:billing-AbCdEf"),
          arn("secretsmanager", "secret:rds!db-00000000-0000-4000-8000-000000000000-AbCdEf"),
          world.abroad(secret("salt")),
        ],
      },
      {
        why: "The key opens secrets, and nothing else with it",
        actions: ["kms:Decrypt"],
        resources: [key("secrets_key_key")],
      },
      {
        why: "The key opens secrets, and nothing else with it",
        actions: ["kms:Decrypt"],
        resources: [key("data_key_key"), key("backups_key_key")],
        context: via("secretsmanager"),
      },
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}

/** The exporter of CloudWatch's figures. */
export function yaceClaims(world: World): Claims {
  const { arn } = world;
  const through = world.through("monitoring");
  return {
    who: "The exporter that brings CloudWatch's figures to Prometheus",
    may: [
      {
        why: "Figures",
        actions: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"],
        resources: [arn("cloudwatch", "dataset/default")],
        ...through,
      },
      { why: "What is ours, by tags", actions: ["tag:GetResources"], resources: ["*"] },
    ],
    mayNot: [
      {
        why: "Who watches changes nothing",
        actions: ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:DisableAlarmActions"],
        resources: [arn("cloudwatch", "alarm:x")],
      },
      {
        why: "Figures, no log lines",
        actions: ["logs:GetLogEvents"],
        resources: [arn("logs", "log-group:x:log-stream:y")],
      },
      {
        why: "In no other region",
        actions: ["cloudwatch:GetMetricData"],
        resources: [arn("cloudwatch", "dataset/default")],
        context: world.thirdRegion,
      },
      ...strangersBuckets(world, "s3:GetObject"),
    ],
  };
}
