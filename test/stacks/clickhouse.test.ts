import { environments } from "../../environments";
import { manifestsOf } from "../support/manifests";
import { dependenciesOf, synthesizedStack } from "../support/platform";
import { ofType, reference } from "../support/terraform-json";

/** Objects of the release `clickhouse`. */
const kinds = (stack: string) =>
  manifestsOf(synthesizedStack(stack).json).filter(
    ({ metadata: { namespace = "clickhouse" } }) => namespace === "clickhouse",
  );

it("waits for its operator and its password, and for nothing else", () => {
  expect(dependenciesOf("prod-clickhouse")).toEqual(["prod-cluster", "prod-data", "prod-platform"]);
});

it("is a release of its own, so that removing Langfuse removes no trace", () => {
  const { resource = {} } = synthesizedStack("prod-clickhouse").json;
  expect(Object.keys(resource).filter((type) => !/^aws_(eks_pod|iam|secretsmanager)_/.test(type))).toEqual([
    "helm_release",
  ]);
});

it.each(environments)(
  "has as many replicas and keepers in $name as its file says",
  ({ name, clickhouse }) => {
    const { replicas, keepers } = clickhouse;
    expect(kinds(`${name}-clickhouse`)).toMatchObject([
      { kind: "ServiceAccount", metadata: { name: "clickhouse" } },
      { kind: "ServiceAccount", metadata: { name: "clickhouse-keeper" } },
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
      { kind: "ServiceAccount", metadata: { name: "clickhouse-backup" } },
      { kind: "ConfigMap" },
      { kind: "CronJob" },
    ]);
  },
);

describe("backups", () => {
  const { json } = synthesizedStack("prod-clickhouse");
  const objects = kinds("prod-clickhouse");
  const policy = ofType(json, "aws_iam_role_policy").find(({ address }) =>
    address.endsWith("backups_policy"),
  );
  const statements = JSON.parse(String(policy?.arguments.policy)).Statement;

  it("are written by the server, with a role that its pods alone can take", () => {
    expect(objects[0]).toMatchObject({
      kind: "ServiceAccount",
      metadata: {
        name: "clickhouse",
        annotations: { "eks.amazonaws.com/role-arn": reference("aws_iam_role.backups_role.arn") },
      },
    });
    expect(objects[1]?.metadata).not.toHaveProperty("annotations");
  });

  it("can be replaced by nobody who takes over ClickHouse, nor read elsewhere in the bucket", () => {
    const actions: string[] = statements.flatMap(({ Action }: { Action: string[] }) => Action);
    expect(actions.sort()).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]);
    expect(statements[0].Resource).toEqual([expect.stringMatching(/\/clickhouse\/\*$/)]);
    expect(statements[1].Condition).toEqual({ StringLike: { "s3:prefix": "clickhouse/*" } });
  });

  it("are asked for by a user who may read no trace", () => {
    const installation = objects.find(({ kind }) => kind === "ClickHouseInstallation");
    const [, granted = ""] = /"backup\/grants\/query":(\[[^\]]+\])/.exec(JSON.stringify(installation)) ?? [];
    expect(JSON.parse(granted)).toContain("GRANT BACKUP ON default.*");
    expect(granted).not.toMatch(/SELECT[^"]* ON default/);
  });

  it("go to the folder of the server's settings, by the hour, from any of the replicas", () => {
    const installation = objects.find(({ kind }) => kind === "ClickHouseInstallation");
    const job = JSON.stringify(objects.find(({ kind }) => kind === "CronJob"));
    const [, endpoint] = /"s3\/backups\/endpoint":"([^"]+)\/"/.exec(JSON.stringify(installation)) ?? [];
    expect(endpoint).toMatch(/^https:\/\/.*\.s3\.[a-z0-9-]+\.amazonaws\.com\/clickhouse$/);
    expect(job).toContain(JSON.stringify({ name: "DESTINATION", value: endpoint }));
    expect(job).toContain('"schedule":"20 * * * *"');
    for (const replica of [0, 1, 2])
      expect(job).toContain(`chi-langfuse-default-0-${replica}.clickhouse.svc.cluster.local`);
  });
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
        {
          secretKey: "backup-password",
          remoteRef: { key: reference("aws_secretsmanager_secret.backup_password_secret.arn") },
        },
        {
          secretKey: "reader-password",
          remoteRef: { key: reference("aws_secretsmanager_secret.reader_password_secret.arn") },
        },
      ],
    },
  });
});
