import { clickHouseInstallation } from "../../constructs/clickhouse";
import { reconciliation, reconciliationPermissions } from "../../constructs/reconciliation";
import { environments } from "../../environments";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";

const account = { accountId: "111111111111", region: "eu-west-1", name: "test" };
const blobs = { bucket: "blobs", bucketArn: "arn:aws:s3:::blobs", keyArn: "arn:aws:kms:key" };

describe("the job that counts", () => {
  const manifests = reconciliation({
    account,
    version: "4.16.0",
    blobs,
    clickhouse: { host: "clickhouse.example.com", httpPort: 8123 },
    passwordSecretArn: "arn:reader",
  });
  const cronJob = manifests.find(({ kind }) => kind === "CronJob");

  it("runs every hour, when the hour before is old enough to be judged, and ends before the next", () => {
    expect(cronJob).toMatchObject({
      spec: { schedule: "35 * * * *", jobTemplate: { spec: { activeDeadlineSeconds: 3000 } } },
    });
  });

  it("runs in the image that has the libraries, from the folder in which they are", () => {
    const [container] = containersOf(cronJob);
    expect(container).toMatchObject({
      image: "docker.io/langfuse/langfuse-worker:4.16.0",
      command: ["sh", "-c", "cd /app/worker && exec node /scripts/reconcile.js"],
    });
  });

  it("asks ClickHouse as the reader, with its own password", () => {
    const [container] = containersOf(cronJob);
    expect(container?.env).toEqual(
      expect.arrayContaining([
        { name: "CLICKHOUSE_USER", value: "reader" },
        {
          name: "CLICKHOUSE_PASSWORD",
          valueFrom: { secretKeyRef: { name: "clickhouse-reader", key: "password" } },
        },
      ]),
    );
  });

  it("brings every script that another one needs", () => {
    const scripts = manifests.find(({ kind }) => kind === "ConfigMap");
    const files = scripts && "data" in scripts ? Object.entries(Object(scripts.data)) : [];
    const needed = files.flatMap(([, text]) => [...String(text).matchAll(/require\("\.\/(.+?)"\)/g)]);
    expect(needed.length).toBeGreaterThan(2);
    for (const [, file] of needed) expect(files.map(([name]) => name)).toContain(file);
  });

  it("may list events and read traces, and write nothing", () => {
    const permissions = reconciliationPermissions(account, blobs);
    expect(permissions.flatMap(({ actions }) => actions)).toEqual([
      "s3:ListBucket",
      "s3:GetObject",
      "kms:Decrypt",
    ]);
    expect(permissions[0]?.conditions).toEqual({ StringLike: { "s3:prefix": ["events/*"] } });
    expect(permissions[1]?.resources).toEqual(["arn:aws:s3:::blobs/events/otel/*"]);
  });
});

it("is there wherever rows name their objects", () => {
  const modes = environments.map(({ name, langfuse }) => {
    const names = manifestsOf(synthesizedStack(`${name}-langfuse`).json).map(({ kind }) => kind);
    return [langfuse.writeMode, names.includes("CronJob")];
  });
  expect(modes).toEqual(environments.map(() => ["events_only", true]));
});

describe("the reader of ClickHouse", () => {
  const { users, profiles } = clickHouseInstallation({
    replicas: 1,
    cpus: 2,
    memoryGib: 8,
    storageGib: 50,
    image: "clickhouse:1",
    priorityClassName: "data",
    users: {},
    settings: {},
    serviceAccountName: "clickhouse",
  }).spec.configuration;

  it("reads names of projects and objects, and no word of what people sent", () => {
    expect(users["reader/grants/query"]).toEqual([
      "GRANT SELECT(project_id, span_id, created_at) ON default.events_full",
      "GRANT SELECT(project_id, span_id, created_at) ON default.events_core",
      ...["traces", "observations", "scores", "dataset_run_items_rmt"].map(
        (table) => `GRANT SELECT(project_id, id, created_at) ON default.${table}`,
      ),
      "GRANT SELECT(project_id, bucket_path, created_at) ON default.blob_storage_file_log",
      "GRANT SELECT(blob_storage_file_path) ON default.events_full",
      "GRANT SELECT ON system.mutations",
    ]);
  });

  it("changes nothing, and never takes what queries of people need", () => {
    expect(users["reader/profile"]).toBe("reader");
    expect(profiles).toMatchObject({
      "reader/readonly": "1",
      "reader/max_threads": "2",
      "reader/max_memory_usage": "2000000000",
    });
  });
});

function containersOf(cronJob: unknown): { readonly env?: unknown }[] {
  return Object(cronJob).spec?.jobTemplate?.spec?.template?.spec?.containers ?? [];
}
