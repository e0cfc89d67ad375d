import {
  ApplicationSecrets,
  type ApplicationSecretsProps,
  type SecretGenerations,
} from "../../constructs/application-secrets";
import { synthesizeConstruct } from "../support/construct";
import { matchesPattern } from "../support/iam";
import { ofType } from "../support/terraform-json";

const generations: SecretGenerations = { postgres: 2, cache: 3, clickhouse: 4, session: 5, projectKey: 6 };

function secrets(change: Partial<ApplicationSecretsProps> = {}) {
  const handles: ApplicationSecrets[] = [];
  const json = synthesizeConstruct((stack) => {
    const account = { accountId: "111111111111", region: "eu-west-1" };
    const props = { account, prefix: "langfuse-test", keyArn: "key", generations, protect: true };
    handles.push(new ApplicationSecrets(stack, "secrets", { ...props, ...change }));
  });
  return { json, handle: handles[0]?.handle };
}

it("keeps one value per secret, each under the environment's prefix", () => {
  const names = ofType(secrets().json, "aws_secretsmanager_secret").map((secret) => secret.arguments.name);
  expect(names).toEqual([
    "langfuse-test/cache-password",
    "langfuse-test/clickhouse-password",
    "langfuse-test/encryption-key",
    "langfuse-test/nextauth-secret",
    "langfuse-test/owner-password",
    "langfuse-test/postgres-monitor-password",
    "langfuse-test/postgres-password",
    "langfuse-test/project-secret-key",
    "langfuse-test/salt",
    "langfuse-test/user-id-key",
  ]);
});

it("copies to another region what restored data depends on, and no password of a store", () => {
  const { json } = secrets({ replica: { region: "eu-central-1", keyArn: "key-there" } });
  const copied = ofType(json, "aws_secretsmanager_secret").filter(({ arguments: { replica } }) => replica);
  expect(copied.map(({ arguments: { name } }) => name)).toEqual([
    "langfuse-test/encryption-key",
    "langfuse-test/nextauth-secret",
    "langfuse-test/owner-password",
    "langfuse-test/project-secret-key",
    "langfuse-test/salt",
    "langfuse-test/user-id-key",
  ]);
  for (const { arguments: secret } of copied)
    expect(secret.replica).toEqual([{ region: "eu-central-1", kms_key_id: "key-there" }]);
});

it("copies nothing where there is no other region", () => {
  for (const { arguments: secret } of ofType(secrets().json, "aws_secretsmanager_secret"))
    expect(secret).not.toHaveProperty("replica");
});

it("offers a pattern that matches its secrets and not those of an environment whose name begins alike", () => {
  const pattern = secrets().handle?.arnPattern ?? "";
  const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${name}-AbCdEf`;
  expect(matchesPattern(pattern, arn("langfuse-test/salt"))).toBe(true);
  expect(matchesPattern(pattern, arn("langfuse-test2/salt"))).toBe(false);
});

it("counts the generations of what can be replaced, and of nothing else", () => {
  const versions = ofType(secrets().json, "aws_secretsmanager_secret_version").map(
    ({ name, arguments: { secret_string_wo_version, lifecycle } }) => ({
      name,
      secret_string_wo_version,
      lifecycle,
    }),
  );
  const replaceable = { lifecycle: { prevent_destroy: false } };
  const irreplaceable = { secret_string_wo_version: 1, lifecycle: { prevent_destroy: true } };
  expect(versions).toEqual([
    { name: "secrets_cache_password_version", secret_string_wo_version: 3, ...replaceable },
    { name: "secrets_clickhouse_password_version", secret_string_wo_version: 4, ...replaceable },
    { name: "secrets_encryption_key_version", ...irreplaceable },
    { name: "secrets_nextauth_secret_version", secret_string_wo_version: 5, ...replaceable },
    { name: "secrets_owner_password_version", ...irreplaceable },
    { name: "secrets_postgres_monitor_password_version", secret_string_wo_version: 2, ...replaceable },
    { name: "secrets_postgres_password_version", secret_string_wo_version: 2, ...replaceable },
    { name: "secrets_project_secret_key_version", secret_string_wo_version: 6, ...replaceable },
    { name: "secrets_salt_version", ...irreplaceable },
    { name: "secrets_user_id_key_version", ...irreplaceable },
  ]);
});

it("makes the encryption key of 64 hexadecimal digits, as Langfuse demands", () => {
  expect(
    secrets().json.ephemeral?.aws_secretsmanager_random_password?.secrets_encryption_key_value,
  ).toMatchObject({ password_length: 64, exclude_uppercase: true });
});

it("makes every password long enough for Valkey, and short enough", () => {
  const { secrets_encryption_key_value: _, ...passwords } =
    secrets().json.ephemeral?.aws_secretsmanager_random_password ?? {};
  expect(Object.values(passwords)).toEqual(
    Array(9).fill(expect.objectContaining({ password_length: 48, exclude_punctuation: true })),
  );
});

it("makes the project's key recognizable as one of Langfuse's", () => {
  expect(
    secrets().json.resource?.aws_secretsmanager_secret_version?.secrets_project_secret_key_version,
  ).toMatchObject({
    secret_string_wo: `sk-lf-\${ephemeral.aws_secretsmanager_random_password.secrets_project_secret_key_value.random_password}`,
  });
});
