import { prod } from "../../environments/prod";
import { COPIED_SECRETS } from "../support/copied-secrets";
import { manifestsOf } from "../support/manifests";
import { synthesizedStack } from "../support/platform";
import { ofType } from "../support/terraform-json";

const abroad = String(prod.disasterRecovery?.vaultAccount?.accountId);

const { json } = synthesizedStack("prod-clickhouse");
const jobsOf = (stack: string) =>
  manifestsOf(synthesizedStack(stack).json).filter(
    ({ kind, metadata }) => kind === "CronJob" && metadata.namespace === "observability",
  );

it("has a job for each store, every hour, after the backup, and two for copies every quarter of an hour", () => {
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

it("knows where copies are, and looks for none where there are none", () => {
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

it("knows what copies in another account are called here, and asks nobody there", () => {
  const variables = variablesOf("backup-verify-account");
  expect(variables).toMatchObject({
    VAULT_ACCOUNT: abroad,
    REPLICATION_RULE: "vault-account",
    COPIED_STAGE: `copied-to-${abroad}`,
    COPIED_NAMES: expect.stringContaining("langfuse-prod/salt"),
  });
  const sent = JSON.stringify(synthesizedStack("prod-data").json.resource);
  expect(sent).toContain(`"destination_vault_arn":"${variables.VAULT_ABROAD}"`);
  for (const name of ["BLOBS_ABROAD", "BACKUPS_ABROAD"])
    expect(sent).toContain(`"bucket":"arn:aws:s3:::${variables[name]}"`);
  const rights = ofType(json, "aws_iam_role_policy").map(({ arguments: { policy } }) => String(policy));
  expect(rights.filter((policy) => policy.includes(abroad))).toEqual([]);
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
