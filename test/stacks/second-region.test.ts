import { dataStack } from "../support/data";
import { sample } from "../support/sample-environment";
import { ofType, reference, resourcesOf } from "../support/terraform-json";

const { json, resource } = dataStack({ disasterRecovery: { region: "eu-north-1" } });

it("is reached by a provider that differs from the stack's own by region and name alone", () => {
  const [own, other] = Object(json.provider?.aws);
  expect(own).toMatchObject({ region: "eu-west-1", allowed_account_ids: ["111111111111"] });
  expect(other).toEqual({ ...own, region: "eu-north-1", alias: "copies" });
});

it("holds whatever is below its scope, and nothing else", () => {
  const resources = resourcesOf(json);
  const there = resources.filter(({ arguments: { provider } }) => provider === "aws.copies");
  expect(there).not.toEqual([]);
  expect(there).toEqual(resources.filter(({ name }) => name.startsWith("copies_")));
  expect(resources.filter(({ arguments: { provider } }) => provider === undefined)).toHaveLength(
    resources.length - there.length,
  );
});

it("has a bucket for each that holds data, which forgets when that one forgets and locks for as long", () => {
  const configuration = (type: string, name: string) => {
    const { "//": _, bucket: __, depends_on: ___, provider: ____, ...rest } = resource[type]?.[name] ?? {};
    return rest;
  };
  for (const [type, id] of [
    ["aws_s3_bucket_lifecycle_configuration", "blobs_lifecycle"],
    ["aws_s3_bucket_lifecycle_configuration", "backups_lifecycle"],
    ["aws_s3_bucket_versioning", "blobs_versioning"],
    ["aws_s3_bucket_object_lock_configuration", "backups_object_lock"],
  ] as const) {
    expect(configuration(type, id)).not.toEqual({});
    expect(configuration(type, `copies_${id}`)).toEqual(configuration(type, id));
  }
});

it.each([
  ["blobs", "data"],
  ["backups", "backups"],
])("gets a copy of %s, encrypted with its own key of %s", (purpose, key) => {
  const { aws_s3_bucket_replication_configuration: replications, aws_s3_bucket: buckets } = resource;
  expect(buckets?.[`copies_${purpose}_bucket`]).toMatchObject({
    bucket: `langfuse-sample-copies-${purpose}-111111111111`,
  });
  expect(replications?.[`${purpose}_replication_configuration`]).toMatchObject({
    bucket: reference(`aws_s3_bucket_policy.${purpose}_policy.bucket`),
    rule: [
      {
        destination: {
          bucket: `arn:aws:s3:::${reference(`aws_s3_bucket_policy.copies_${purpose}_policy.bucket`)}`,
          encryption_configuration: {
            replica_kms_key_id: reference(`aws_kms_key.copies_${key}_key_key.arn`),
          },
        },
      },
    ],
  });
});

it("gets the backups of the database, for as many days, encrypted with its own key of data", () => {
  expect(ofType(json, "aws_db_instance_automated_backups_replication")).toMatchObject([
    {
      arguments: {
        provider: "aws.copies",
        source_db_instance_arn: reference("aws_db_instance.postgres_instance.arn"),
        retention_period: sample.postgres.backupDays,
        kms_key_id: reference("aws_kms_key.copies_data_key_key.arn"),
      },
    },
  ]);
});

it("gets a copy of each copy of the vault, once its own vault is locked for as long", () => {
  expect(resource.aws_backup_vault?.copies_vault_vault).toMatchObject({
    name: "langfuse-sample-copies",
    kms_key_arn: reference("aws_kms_key.copies_backups_key_key.arn"),
  });
  expect(resource.aws_backup_vault_lock_configuration?.copies_vault_lock).toMatchObject({
    min_retention_days: sample.postgres.vault.days,
  });
  expect(resource.aws_backup_plan?.vault_plan?.rule).toMatchObject([
    {
      copy_action: [
        {
          destination_vault_arn: reference(
            "aws_backup_vault_lock_configuration.copies_vault_lock.backup_vault_arn",
          ),
        },
      ],
    },
  ]);
});

it("is not there where an environment names none", () => {
  const { json: alone } = dataStack({ serviceLevel: "best-effort", disasterRecovery: undefined });
  expect(alone.provider?.aws).toHaveLength(1);
  expect(JSON.stringify(alone)).not.toMatch(/copies_|aws\.copies/);
});
