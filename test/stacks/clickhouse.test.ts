import { environments } from "../../environments";
import { prod } from "../../environments/prod";
import { COPIED_SECRETS } from "../support/copied-secrets";
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

describe("the jobs that look at backups", () => {
  const { json } = synthesizedStack("prod-clickhouse");
  const jobsOf = (stack: string) =>
    manifestsOf(synthesizedStack(stack).json).filter(
      ({ kind, metadata }) => kind === "CronJob" && metadata.namespace === "observability",
    );

  it("are one for each store, every hour, after the backup, and two for copies every quarter of an hour", () => {
    const jobs = jobsOf("prod-clickhouse");
    expect(jobs.map(({ metadata }) => metadata.name)).toEqual([
      "backup-verify-clickhouse",
      "backup-verify-postgres",
      "backup-verify-valkey",
      "backup-verify-s3",
      "backup-verify-copies",
      "backup-verify-account",
    ]);
    const schedules = [...JSON.stringify(jobs).matchAll(/"schedule":"([^"]+)"/g)].map(([, at]) => at);
    expect(schedules).toEqual([
      "50 * * * *",
      "52 * * * *",
      "54 * * * *",
      "56 * * * *",
      "3-59/15 * * * *",
      "8-59/15 * * * *",
    ]);
  });

  const variablesOf = (job: string) => {
    const manifest = jobsOf("prod-clickhouse").find(({ metadata }) => metadata.name === job);
    const found = JSON.stringify(manifest).matchAll(/\{"name":"([A-Z_]+)","value":"([^"]*)"\}/g);
    return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
  };

  it("know where copies are, and look for none where there are none", () => {
    const variables = variablesOf("backup-verify-copies");
    expect(variables).toMatchObject({
      AWS_REGION: prod.region,
      INSTANCE: "langfuse-prod-postgres",
      BLOBS: expect.stringContaining("aws_s3_bucket"),
      COPIES_REGION: prod.disasterRecovery?.region,
      COPIES_VAULT: "langfuse-prod-copies",
      COPIES_BLOBS: `langfuse-prod-copies-blobs-${prod.accountId}`,
      COPIES_BACKUPS: `langfuse-prod-copies-backups-${prod.accountId}`,
      REPLICATION_RULE: "all",
      REPLICATED: "true",
    });
    expect(variables.COPIED_NAMES?.split(" ").sort()).toEqual(
      COPIED_SECRETS.map((name) => `langfuse-prod/${name}`),
    );
    const made = JSON.stringify(synthesizedStack("prod-data").json.resource);
    for (const name of ["COPIES_BLOBS", "COPIES_BACKUPS"])
      expect(made).toContain(`"bucket":"${variables[name]}"`);
    expect(made).toContain(`"name":"${variables.COPIES_VAULT}"`);
    const alone = JSON.stringify(jobsOf("dev-clickhouse"));
    expect(alone).toContain('"name":"REPLICATED","value":"false"');
    expect(alone).not.toMatch(/copies|COPIES/);
  });

  it("know what copies in another account are called here, and ask nobody there", () => {
    const variables = variablesOf("backup-verify-account");
    expect(variables).toMatchObject({
      VAULT_ACCOUNT: "444444444444",
      REPLICATION_RULE: "vault-account",
      COPIED_STAGE: "copied-to-444444444444",
      COPIED_NAMES: expect.stringContaining("langfuse-prod/salt"),
    });
    const sent = JSON.stringify(synthesizedStack("prod-data").json.resource);
    expect(sent).toContain(`"destination_vault_arn":"${variables.VAULT_ABROAD}"`);
    for (const name of ["BLOBS_ABROAD", "BACKUPS_ABROAD"])
      expect(sent).toContain(`"bucket":"arn:aws:s3:::${variables[name]}"`);
    const rights = ofType(json, "aws_iam_role_policy").map(({ arguments: { policy } }) => String(policy));
    expect(rights.filter((policy) => policy.includes("444444444444"))).toEqual([]);
    expect(rights.filter((policy) => policy.includes("backup:ListCopyJobs"))).toHaveLength(1);
    // Of an environment with copies in a second region alone.
    expect(JSON.stringify(synthesizedStack("staging-clickhouse").json)).not.toMatch(
      /ListCopyJobs|VAULT_ACCOUNT"/,
    );
  });

  it("can read descriptions of backups, and change nothing", () => {
    const policy = ofType(json, "aws_iam_role_policy").find(({ address }) =>
      address.endsWith("backup_verification_identity_policy"),
    );
    const { Statement } = JSON.parse(String(policy?.arguments.policy));
    const actions: string[] = Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    for (const action of actions) expect(action).toMatch(/^(\w+:(Get|List|Describe)\w+|kms:Decrypt)$/);
    const read = Statement.find(({ Sid }: { Sid: string }) => Sid === "DescriptionsOfBackups");
    expect(read.Resource).toEqual([expect.stringMatching(/\/clickhouse\/\*\/\.backup$/)]);
  });
});
