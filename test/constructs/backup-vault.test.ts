import { BackupVault, type BackupVaultProps } from "../../constructs/backup-vault";
import { synthesizeConstruct } from "../support/construct";
import { allows, statementsIn } from "../support/iam";
import { ofType, reference } from "../support/terraform-json";

const props: BackupVaultProps = {
  account: { accountId: "123456789012", region: "eu-west-1" },
  name: "langfuse-test",
  keyArn: "arn:aws:kms:eu-west-1:123456789012:key/backups",
  instanceArns: ["arn:aws:rds:eu-west-1:123456789012:db:langfuse-test-postgres"],
  instancesKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/data",
  days: 35,
  lock: "governance",
  protect: true,
};
const synthesize = (changes: Partial<BackupVaultProps> = {}) =>
  synthesizeConstruct((stack) => {
    new BackupVault(stack, "backup", { ...props, ...changes });
  });
const only = (type: string, changes: Partial<BackupVaultProps> = {}) =>
  ofType(synthesize(changes), type)[0]?.arguments;

it("copies the databases that it is given every night, and keeps each copy as long as the lock", () => {
  expect(only("aws_backup_plan")?.rule).toMatchObject([
    {
      schedule: "cron(0 3 * * ? *)",
      schedule_expression_timezone: "Etc/UTC",
      lifecycle: { delete_after: 35 },
    },
  ]);
  expect(only("aws_backup_selection")?.resources).toEqual(props.instanceArns);
  expect(only("aws_backup_vault_lock_configuration")?.min_retention_days).toBe(35);
});

it("locks for good only where that is asked for", () => {
  expect(only("aws_backup_vault_lock_configuration")).not.toHaveProperty("changeable_for_days");
  expect(only("aws_backup_vault_lock_configuration", { lock: "compliance" })?.changeable_for_days).toBe(3);
});

it("copies nothing before the lock is there", () => {
  expect(only("aws_backup_plan")?.depends_on).toEqual(["aws_backup_vault_lock_configuration.backup_lock"]);
});

it("is encrypted, and refuses to be destroyed unless it may be, with its content", () => {
  expect(only("aws_backup_vault")).toMatchObject({
    kms_key_arn: props.keyArn,
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only("aws_backup_vault", { protect: false })?.force_destroy).toBe(true);
});

it("lets AWS Backup of this account touch these databases, and no other", () => {
  expect(only("aws_backup_selection")?.iam_role_arn).toBe(reference("aws_iam_role.backup_role.arn"));
  const trust = JSON.parse(String(only("aws_iam_role")?.assume_role_policy)).Statement;
  expect(trust).toMatchObject([
    {
      Principal: { Service: "backup.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    },
  ]);
  const { Statement } = JSON.parse(String(only("aws_iam_role_policy")?.policy));
  const [databases, snapshots] = Statement;
  expect(databases.Resource).toEqual(props.instanceArns);
  expect(snapshots.Resource).toEqual(["arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:*"]);
  for (const { Action } of Statement)
    for (const action of Action) expect(action).not.toMatch(/DeleteDBInstance|ModifyDBInstance|Restore|\*/);
});

const may = (action: string, resource: string, changes: Partial<BackupVaultProps>) =>
  allows(statementsIn(only("aws_iam_role_policy", changes)?.policy), { action, resource });

describe("with a vault in another account", () => {
  const abroadArn = "arn:aws:backup:eu-west-1:444444444444:backup-vault:langfuse-test-vault";
  const further = { arn: "vault-there", region: "eu-central-1", keyArn: "key-there" };

  it("copies each copy there, for as long, beside those in another region", () => {
    const there = { destination_vault_arn: abroadArn, lifecycle: { delete_after: 35 } };
    expect(only("aws_backup_plan", { abroadArn })?.rule).toMatchObject([{ copy_action: [there] }]);
    expect(only("aws_backup_plan", { abroadArn, further })?.rule).toMatchObject([
      { copy_action: [{ destination_vault_arn: "vault-there" }, there] },
    ]);
  });

  it.each([
    ["backup:CopyIntoBackupVault", abroadArn],
    ["backup:CopyFromBackupVault", "arn:aws:backup:eu-west-1:123456789012:backup-vault:langfuse-test"],
  ])("may %s on %s, and not without it", (action, resource) => {
    expect(may(action, resource, { abroadArn })).toBe(true);
    expect(may(action, resource, {})).toBe(false);
  });
});

describe("with a vault in another region", () => {
  const further = {
    arn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:langfuse-test-copies",
    region: "eu-central-1",
    keyArn: "key-there",
  };

  it("copies each copy there, for as long", () => {
    expect(only("aws_backup_plan", { further })?.rule).toMatchObject([
      { copy_action: [{ destination_vault_arn: further.arn, lifecycle: { delete_after: 35 } }] },
    ]);
    expect(JSON.stringify(only("aws_backup_plan")?.rule)).not.toContain("copy_action");
  });

  it.each([
    ["backup:CopyIntoBackupVault", further.arn],
    ["backup:CopyFromBackupVault", "arn:aws:backup:eu-west-1:123456789012:backup-vault:langfuse-test"],
    ["rds:CopyDBSnapshot", "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:copyjob-1"],
    ["kms:DescribeKey", further.keyArn],
  ])("may %s on %s, and not without it", (action, resource) => {
    expect(may(action, resource, { further })).toBe(true);
    expect(may(action, resource, {})).toBe(false);
  });
});
