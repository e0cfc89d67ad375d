import { dev } from "../../environments/dev";
import { manifestsOf } from "../support/manifests";
import { fromStack, json, manifest, release } from "../support/platform-stack";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";

describe("External Secrets", () => {
  const address = "secrets_external_secrets";

  it("comes after nodes, its namespace and its roles", () => {
    expect(release("dev", address).depends_on).toEqual(
      expect.arrayContaining(["helm_release.foundation_release", "helm_release.tenancy_release"]),
    );
  });

  it.each([
    ["dev", 1],
    ["prod", 2],
  ])("runs in %s with %i replicas", (environment, replicaCount) => {
    expect(release(environment, address).wiring).toEqual({ replicaCount });
  });

  it("reads what bears the environment's name, and the master user that RDS names", () => {
    expect(statementsOf(ofType(json, "aws_iam_role_policy")[0])[0]?.Resource).toEqual([
      `arn:aws:secretsmanager:${dev.region}:${dev.accountId}:secret:langfuse-dev/*`,
      fromStack("data", "aws_db_instance_postgres_instance_master_user_secret_0_secret_arn"),
    ]);
  });

  it("may write a Secret in every namespace that it serves", () => {
    const store = manifest("ClusterSecretStore", "aws")?.spec as {
      conditions: { namespaces: string[] }[];
    };
    const written = manifestsOf(json).filter(
      ({ kind, metadata }) => kind === "Role" && metadata.name === "external-secrets",
    );
    expect(written.map(({ metadata }) => metadata.namespace)).toEqual(
      store.conditions.flatMap(({ namespaces }) => namespaces),
    );
  });

  it("serves every namespace that asks", () => {
    const asking = manifestsOf(json).filter(({ kind }) => kind === "ExternalSecret");
    expect(asking.map(({ metadata }) => metadata.namespace)).toEqual(["clickhouse-operator", "keda"]);
    expect(JSON.stringify(manifest("ClusterSecretStore", "aws"))).toContain(
      '["langfuse","clickhouse","observability","restore-drill","clickhouse-operator","keda"]',
    );
  });
});

describe("the ClickHouse operator", () => {
  it("watches one namespace, which its roles are for", () => {
    expect(release("dev", "altinity_clickhouse_operator").wiring).toEqual({
      configs: { files: { "config.yaml": { watch: { namespaces: ["clickhouse"] } } } },
    });
  });

  it("has a password of its own, which rotates with those of ClickHouse", () => {
    const name = "clickhouse_operator_password";
    expect(json.resource?.aws_secretsmanager_secret?.[`${name}_secret`]).toMatchObject({
      name: "langfuse-dev/clickhouse-operator-password",
    });
    expect(json.resource?.aws_secretsmanager_secret_version?.[`${name}_version`]).toMatchObject({
      secret_string_wo_version: 1,
    });
    expect(manifest("ExternalSecret", "altinity-clickhouse-operator")?.spec).toMatchObject({
      target: { template: { data: { username: "clickhouse_operator" } } },
      data: [
        {
          secretKey: "password",
          remoteRef: { key: reference(`aws_secretsmanager_secret.${name}_secret.arn`) },
        },
      ],
    });
  });

  it("starts when its credentials are on their way, and they when the store is there", () => {
    expect(release("dev", "altinity_clickhouse_operator").depends_on).toEqual([
      "helm_release.clickhouse_operator_credentials_release",
    ]);
    expect(release("dev", "clickhouse_operator_credentials").depends_on).toEqual([
      "helm_release.secrets_secret_store_release",
    ]);
  });
});

describe("KEDA", () => {
  it.each([
    ["dev", 1],
    ["prod", 2],
  ])("watches Langfuse alone, in %s with %i replicas", (environment, replicaCount) => {
    expect(release(environment, "keda").wiring).toEqual({
      watchNamespace: "langfuse",
      operator: { replicaCount },
      metricsServer: { replicaCount },
    });
  });

  it("asks the queue with the cache's password", () => {
    expect(manifest("ExternalSecret", "queue")?.spec).toMatchObject({
      data: [
        {
          secretKey: "password",
          remoteRef: {
            key: fromStack("data", "aws_secretsmanager_secret_secrets_cache_password_secret_arn"),
          },
        },
      ],
    });
    expect(release("dev", "queue_trigger").depends_on).toEqual(["helm_release.keda_release"]);
  });
});
