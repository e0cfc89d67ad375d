import { TerraformOutput, Testing } from "cdktf";
import { blobPrefixes } from "../../constructs/blob-store";
import { dataStack } from "../support/data";
import { dependenciesOf } from "../support/platform";
import { sample } from "../support/sample-environment";
import { ofType, reference, resourcesOf } from "../support/terraform-json";

it("waits for the network and for nothing else", () => {
  expect(dependenciesOf("dev-data")).toEqual(["dev-network"]);
});

it("separates the keys of data, secrets and backups, and rotates each", () => {
  const { json } = dataStack();
  expect(ofType(json, "aws_kms_alias").map((alias) => alias.arguments.name)).toEqual([
    "alias/langfuse-sample-backups",
    "alias/langfuse-sample-copies-backups",
    "alias/langfuse-sample-copies-data",
    "alias/langfuse-sample-copies-secrets",
    "alias/langfuse-sample-data",
    "alias/langfuse-sample-secrets",
  ]);
  for (const { arguments: key } of ofType(json, "aws_kms_key")) expect(key.enable_key_rotation).toBe(true);
});

it("uses each key where it belongs", () => {
  const { resource } = dataStack();
  const key = (purpose: string) => reference(`aws_kms_key.${purpose}_key_key.arn`);
  const defaultKey = (keyArn: string) => ({
    rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: keyArn } }],
  });
  expect(resource).toMatchObject({
    aws_db_instance: {
      postgres_instance: { kms_key_id: key("data"), master_user_secret_kms_key_id: key("secrets") },
    },
    aws_elasticache_replication_group: { cache_group: { kms_key_id: key("data") } },
    aws_secretsmanager_secret: { secrets_salt_secret: { kms_key_id: key("secrets") } },
    aws_s3_bucket_server_side_encryption_configuration: {
      blobs_encryption: defaultKey(key("data")),
      backups_encryption: defaultKey(key("backups")),
    },
  });
});

describe("the blob bucket", () => {
  const { resource } = dataStack({
    edge: { ...sample.edge, domain: "traces.example.com" },
    blobs: { ...sample.blobs, eventsDays: 60, exportsDays: 2 },
  });
  const rules = resource.aws_s3_bucket_lifecycle_configuration?.blobs_lifecycle?.rule;

  it("keeps events and exports for as long as the environment says", () => {
    expect(rules).toMatchObject([
      { filter: [{ prefix: "events/" }], expiration: [{ days: 60 }] },
      { filter: [{ prefix: "exports/" }], expiration: [{ days: 2 }] },
      { id: "clean-up" },
    ]);
  });

  it("keeps media for ever, because Postgres refers to it", () => {
    // The rules are ours; one of another shape fails the assertion.
    const expiring = (rules as { filter: { prefix: string }[]; expiration?: { days?: number }[] }[]).filter(
      ({ expiration }) => expiration?.some(({ days }) => days !== undefined),
    );
    expect(expiring.flatMap(({ filter }) => filter.map(({ prefix }) => prefix))).toEqual([
      blobPrefixes.events,
      blobPrefixes.exports,
    ]);
  });

  it("serves presigned addresses to the pages of this site only", () => {
    expect(resource.aws_s3_bucket_cors_configuration).toMatchObject({
      blobs_cors: { cors_rule: [{ allowed_origins: ["https://traces.example.com"] }] },
    });
  });
});

it("locks backups for as long as the environment says, and then forgets them", () => {
  const { resource } = dataStack({ blobs: { ...sample.blobs, backupLockDays: 40, backupDays: 50 } });
  expect(resource.aws_s3_bucket_object_lock_configuration).toMatchObject({
    backups_object_lock: { rule: { default_retention: { days: 40 } } },
  });
  expect(resource.aws_s3_bucket_lifecycle_configuration?.backups_lifecycle?.rule).toMatchObject([
    { filter: [{ prefix: "" }], expiration: [{ days: 50 }] },
    { id: "clean-up" },
  ]);
});

it("logs who touches events or backups, in a bucket that admits just these two", () => {
  const { resource } = dataStack();
  const target = { target_bucket: reference("aws_s3_bucket_policy.access_logs_policy.bucket") };
  expect(resource.aws_s3_bucket_logging).toMatchObject({ blobs_logging: target, backups_logging: target });
  expect(resource.aws_s3_bucket_policy?.access_logs_policy?.policy).toContain(
    JSON.stringify({
      "aws:SourceArn": [
        "arn:aws:s3:::langfuse-sample-blobs-111111111111",
        "arn:aws:s3:::langfuse-sample-backups-111111111111",
      ],
    }),
  );
});

it("rotates what the environment counts up, and follows with the user of the cache", () => {
  const { resource } = dataStack({
    rotations: { postgres: 2, cache: 3, clickhouse: 4, session: 5, projectKey: 6, grafana: 7 },
  });
  expect(resource.aws_secretsmanager_secret_version).toMatchObject({
    secrets_postgres_password_version: { secret_string_wo_version: 2 },
    secrets_cache_password_version: { secret_string_wo_version: 3 },
    secrets_clickhouse_password_version: { secret_string_wo_version: 4 },
    secrets_nextauth_secret_version: { secret_string_wo_version: 5 },
    secrets_project_secret_key_version: { secret_string_wo_version: 6 },
  });
  expect(resource.aws_cloudformation_stack?.cache_user_stack?.template_body).toContain(
    reference("aws_secretsmanager_secret_version.secrets_cache_password_version.version_id"),
  );
});

it("refuses destruction of whatever holds data, where the environment protects it", () => {
  const { json } = dataStack();
  const holdsData = ["aws_db_instance", "aws_elasticache_replication_group", "aws_kms_key", "aws_s3_bucket"];
  const guarded = resourcesOf(json).filter(({ type }) =>
    [...holdsData, "aws_secretsmanager_secret"].includes(type),
  );
  expect(guarded).toHaveLength(24);
  for (const { arguments: block } of guarded)
    expect(block).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

it("refuses nothing where the environment does not", () => {
  const { json } = dataStack({ serviceLevel: "best-effort", protectData: false });
  for (const { arguments: block } of resourcesOf(json))
    expect(block).not.toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(ofType(json, "aws_s3_bucket").map((bucket) => bucket.arguments.force_destroy)).toEqual(
    Array(6).fill(true),
  );
});

it("hands on which secret holds which password, and a pattern for all of them", () => {
  const { stack } = dataStack();
  const { postgres, cache, secrets } = stack;
  const handed = {
    "for-postgres": postgres.passwordSecretArn,
    "for-cache": cache.passwordSecretArn,
    salt: secrets.saltArn,
    "encryption-key": secrets.encryptionKeyArn,
    nextauth: secrets.nextAuthSecretArn,
    clickhouse: secrets.clickhousePasswordArn,
    "project-key": secrets.projectSecretKeyArn,
    owner: secrets.ownerPasswordArn,
    pattern: secrets.arnPattern,
  };
  for (const [name, value] of Object.entries(handed)) new TerraformOutput(stack, name, { value });
  const secret = (name: string) => ({
    value: reference(`aws_secretsmanager_secret.secrets_${name}_secret.arn`),
  });
  expect(JSON.parse(Testing.synth(stack)).output).toMatchObject({
    for_postgres: secret("postgres_password"),
    for_cache: secret("cache_password"),
    salt: secret("salt"),
    encryption_key: secret("encryption_key"),
    nextauth: secret("nextauth_secret"),
    clickhouse: secret("clickhouse_password"),
    project_key: secret("project_secret_key"),
    owner: secret("owner_password"),
    pattern: { value: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:langfuse-sample/*" },
  });
});
