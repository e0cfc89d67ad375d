import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";
import { statementsOf } from "../support/policies";
import { ofType } from "../support/terraform-json";

const { json } = synthesizedStack("prod-clickhouse");
const manifests = manifestsOf(json);
const installation = JSON.stringify(manifests.find(({ kind }) => kind === "ClickHouseInstallation"));

const all = manifests.filter(({ metadata }) => metadata.namespace === "restore-drill");
// What comes before is the drill of Postgres.
const objects = all.slice(all.findIndex(({ metadata: { name } }) => name === "restore-drill"));
const find = (kind: string) => objects.find((object) => object.kind === kind);
const settings: string = Object(find("ConfigMap")).data["restore-drill.xml"];
const { jobTemplate, ...cronJob } = Object(find("CronJob")).spec;
const { template, ...job } = jobTemplate.spec;
const [container] = template.spec.containers;
const variables = new Map<string, string>(
  container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
);

describe("the drill of a restore", () => {
  it("is there where the environment asks for it", () => {
    expect(objects.map(({ kind }) => kind)).toEqual([
      "ServiceAccount",
      "ExternalSecret",
      "ConfigMap",
      "CronJob",
    ]);
    expect(JSON.stringify(synthesizedStack("dev-clickhouse").json)).not.toContain("restore-drill");
  });

  it("happens once a month, alone, to its end or not at all, and a failure is not tried away", () => {
    expect(cronJob).toMatchObject({
      schedule: "40 6 1 * *",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 86_400,
    });
    expect(job).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 43_200 });
  });

  it("runs ClickHouse of the release that made the backup, on a volume of its size that goes with the pod", () => {
    expect(installation).toContain(container.image);
    expect(container.resources).toEqual({
      requests: { cpu: "1", memory: "8Gi" },
      limits: { memory: "8Gi" },
    });
    expect(JSON.stringify(template.spec.volumes)).toMatch(/"storageClassName":"scratch".*"storage":"500Gi"/);
  });

  it("knows the user as whom views are carried out", () => {
    const users = settings.slice(settings.indexOf("<users>"), settings.indexOf("</users>"));
    expect([...users.matchAll(/^ {8}<(\w+)>$/gm)].map(([, user]) => user)).toEqual(["default", "langfuse"]);
  });

  it("may read backups of ClickHouse, and change nothing", () => {
    const policy = ofType(json, "aws_iam_role_policy").find(
      ({ address }) => address === "aws_iam_role_policy.restore_drill_identity_policy",
    );
    const may = statementsOf(policy).map(({ Action, Resource }) => [Action, Resource]);
    expect(may).toEqual([
      [["s3:ListBucket"], [expect.stringMatching(/bucket\}?$|arn\}$/)]],
      [["s3:GetObject"], [expect.stringMatching(/\/clickhouse\/\*$/)]],
      [["kms:Decrypt"], [expect.any(String)]],
    ]);
  });

  it("reads the folder that backups are written to, and asks as the user who only counts", () => {
    const backup = JSON.stringify(
      manifests.find(({ kind, metadata }) => kind === "CronJob" && metadata.name === "clickhouse-backup"),
    );
    expect(backup).toContain(JSON.stringify({ name: "DESTINATION", value: variables.get("BACKUPS") }));
    expect(variables.get("SOURCE_USER")).toBe("reader");
    expect(container.env).toContainEqual({
      name: "SOURCE_PASSWORD",
      valueFrom: { secretKeyRef: { name: "clickhouse-reader", key: "password" } },
    });
  });

  it("compares rows by columns that this user may read", () => {
    const tables = variables.get("TABLES") ?? "";
    const compared = tables.split(" ").map((entry) => entry.split(":"));
    expect(compared.length).toBeGreaterThan(5);
    for (const [table, column] of compared)
      expect(installation).toContain(`GRANT SELECT(project_id, ${column}, created_at) ON default.${table}`);
  });

  it("starts a server that reads the same folder, that nobody else reaches, and that keeps all it has on that volume", () => {
    expect(settings).toContain('<endpoint from_env="BACKUPS"/>');
    expect(settings).toContain("<listen_host>127.0.0.1</listen_host>");
    const folders = [...settings.matchAll(/<(\w*path)>([^<]+)</g)].map(([, , folder]) => folder);
    expect(folders).toHaveLength(4);
    for (const folder of folders) expect(folder).toMatch(/^\/restore\//);
    expect(container.volumeMounts).toContainEqual({ name: "workspace", mountPath: "/restore" });
  });
});
