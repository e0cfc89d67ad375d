import { secretsOfData } from "../../constructs/application-secrets";
import { defineEnvironment } from "../../environments/schema";
import { bootstrapTemplate } from "../../stacks/bootstrap/template";
import { vaultTemplate } from "../../stacks/bootstrap/vault-account/template";
import { dataStack } from "../support/data";
import { statementsIn } from "../support/iam";
import { sample } from "../support/sample-environment";
import { ofType } from "../support/terraform-json";

const disasterRecovery = {
  region: "eu-central-1",
  vaultAccount: { accountId: "444444444444", lock: "governance" },
} as const;
const environment = defineEnvironment({ ...sample, disasterRecovery });
const { json, resource } = dataStack({ disasterRecovery });
const vault = "arn:aws:backup:eu-west-1:444444444444:backup-vault:langfuse-sample-vault";

it("gets a copy of each copy of the vault, in the environment's own region", () => {
  expect(resource.aws_backup_plan?.vault_plan?.rule).toMatchObject([
    { copy_action: [{}, { destination_vault_arn: vault, lifecycle: { delete_after: 35 } }] },
  ]);
});

it("gets every object of both buckets, under the names that its own template makes", () => {
  const { Resources } = vaultTemplate(environment);
  for (const [purpose, id] of [
    ["blobs", "BlobsBucket"],
    ["backups", "BackupsBucket"],
  ] as const) {
    const rules =
      resource.aws_s3_bucket_replication_configuration?.[`${purpose}_replication_configuration`]?.rule;
    expect(rules).toMatchObject([
      {},
      {
        destination: {
          bucket: `arn:aws:s3:::${Resources[id]?.Properties.BucketName}`,
          encryption_configuration: {
            replica_kms_key_id: `arn:aws:kms:eu-west-1:444444444444:${Resources.KeyAlias?.Properties.AliasName}`,
          },
        },
      },
    ]);
  }
  expect(vault.split(":").at(-1)).toBe(Resources.Vault?.Properties.BackupVaultName);
});

it("reads the key of the database by AWS Backup alone, and no other key", () => {
  const keys = ofType(json, "aws_kms_key").filter(({ arguments: { policy } }) =>
    String(policy).includes("444444444444"),
  );
  expect(keys.map(({ name }) => name)).toEqual(["data_key_key"]);
  const [, ...lent] = statementsIn(keys[0]?.arguments.policy);
  expect(lent).toHaveLength(2);
  for (const { Condition } of lent)
    expect(Condition).toMatchObject({
      ArnEquals: {
        "aws:PrincipalArn":
          "arn:aws:iam::444444444444:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
      },
    });
});

it("is within the boundary of the roles here, and nothing of it within the reach of who deploys", () => {
  const { Resources } = bootstrapTemplate(environment);
  const texts = Object.entries(Resources).map(([id, { Properties }]) => [id, JSON.stringify(Properties)]);
  const naming = texts.filter(([, text]) => text?.includes("444444444444")).map(([id]) => id);
  expect(naming).toEqual(["Boundary"]);
});

it("is not there where an environment names none", () => {
  const { json: alone } = dataStack();
  expect(/langfuse-sample-vault|AWSServiceRoleForBackup/.exec(JSON.stringify(alone))).toBeNull();
});

it("is given every secret that has met the data, of which those never change that the stack never changes", () => {
  const replicated = ofType(json, "aws_secretsmanager_secret").filter(
    ({ arguments: { replica } }) => replica !== undefined,
  );
  expect(
    replicated.map(({ arguments: { name } }) => String(name).replace("langfuse-sample/", "")).sort(),
  ).toEqual(Object.keys(secretsOfData).sort());
  for (const [name, kind] of Object.entries(secretsOfData)) {
    const id = `secrets_${name.replaceAll("-", "_")}_version`;
    expect([name, resource.aws_secretsmanager_secret_version?.[id]?.lifecycle]).toEqual([
      name,
      { prevent_destroy: kind === "irreplaceable" },
    ]);
  }
});
