import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedStack } from "../support/platform";
import { reference } from "../support/terraform-json";

const kinds = (stack: string) => manifestsOf(synthesizedStack(stack).json);

it("waits for its operator and its password, and for nothing else", () => {
  expect(dependenciesOf("prod-clickhouse")).toEqual(["prod-cluster", "prod-data", "prod-platform"]);
});

it("is a release of its own, so that removing Langfuse removes no trace", () => {
  const { resource = {} } = synthesizedStack("prod-clickhouse").json;
  expect(Object.keys(resource)).toEqual(["helm_release"]);
});

it.each([
  { stack: "dev-clickhouse", replicas: 1, keepers: 1 },
  { stack: "staging-clickhouse", replicas: 2, keepers: 3 },
  { stack: "prod-clickhouse", replicas: 3, keepers: 3 },
])("has $replicas replicas and $keepers keepers in $stack", ({ stack, replicas, keepers }) => {
  expect(kinds(stack)).toMatchObject([
    { kind: "ServiceAccount" },
    { kind: "ExternalSecret" },
    { kind: "ValidatingAdmissionPolicy" },
    { kind: "ValidatingAdmissionPolicyBinding" },
    {
      kind: "ClickHouseKeeperInstallation",
      spec: { configuration: { clusters: [{ layout: { replicasCount: keepers } }] } },
    },
    {
      kind: "ClickHouseInstallation",
      spec: { configuration: { clusters: [{ layout: { replicasCount: replicas } }] } },
    },
  ]);
});

it("takes the password from the store that the data stack filled", () => {
  const secret = kinds("prod-clickhouse").find(({ kind }) => kind === "ExternalSecret");
  expect(secret).toMatchObject({
    metadata: { name: "clickhouse-credentials", namespace: "clickhouse" },
    spec: {
      data: [
        {
          secretKey: "langfuse-password",
          remoteRef: {
            key: reference(
              "data.terraform_remote_state.prod_data.outputs.aws_secretsmanager_secret_secrets_clickhouse_password_secret_arn",
            ),
          },
        },
      ],
    },
  });
});
