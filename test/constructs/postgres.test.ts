import { Postgres, type PostgresProps } from "../../constructs/postgres";
import { synthesizeConstruct } from "../support/construct";
import { statementsOf } from "../support/policies";
import { ofType, reference } from "../support/terraform-json";
import { vpc } from "../support/vpc";
import { minutesOf } from "../support/windows";

const props: PostgresProps = {
  account: { accountId: "111111111111", region: "eu-west-1" },
  name: "langfuse-test-postgres",
  vpc,
  instanceClass: "db.t4g.medium",
  standby: false,
  storageGib: 20,
  maxStorageGib: 100,
  backupDays: 7,
  logDays: 30,
  dataKeyArn: "data-key",
  secretsKeyArn: "secrets-key",
  logsKeyArn: "logs-key",
  alarmTopicArn: "alarms",
  passwordSecretArn: "password-secret",
  protect: true,
};

function postgres(change: Partial<PostgresProps> = {}) {
  const made: Postgres[] = [];
  const json = synthesizeConstruct((stack) => {
    made.push(new Postgres(stack, "db", { ...props, ...change }));
  });
  return { json, endpoint: made[0]?.endpoint, instance: json.resource?.aws_db_instance?.db_instance };
}

it("encrypts storage, statistics and the master password, each with its key", () => {
  expect(postgres().instance).toMatchObject({
    storage_encrypted: true,
    kms_key_id: "data-key",
    performance_insights_enabled: true,
    performance_insights_kms_key_id: "data-key",
    manage_master_user_password: true,
    master_user_secret_kms_key_id: "secrets-key",
  });
});

it("leaves the master password to RDS", () => {
  expect(Object.keys(postgres().instance ?? {}).filter((name) => /^password/.test(name))).toEqual([]);
});

it("refuses connections without TLS, stores verifiers instead of passwords, and logs in UTC who connects, what is slow and what changes a schema", () => {
  const [group] = ofType(postgres().json, "aws_db_parameter_group");
  expect(group?.arguments).toMatchObject({ name: "langfuse-test-postgres-17", family: "postgres17" });
  expect(group?.arguments.parameter).toEqual(
    expect.arrayContaining([
      { name: "rds.force_ssl", value: "1" },
      { name: "password_encryption", value: "scram-sha-256" },
      { name: "timezone", value: "UTC" },
      { name: "log_connections", value: "1" },
      { name: "log_statement", value: "ddl" },
      { name: "log_min_duration_statement", value: "1000" },
    ]),
  );
});

it("follows minor versions by itself and a major version never", () => {
  expect(postgres().instance).toMatchObject({
    engine_version: "17",
    auto_minor_version_upgrade: true,
    allow_major_version_upgrade: false,
    parameter_group_name: reference("aws_db_parameter_group.db_parameters.name"),
  });
});

it.each([true, false])("has a standby only when asked: %s", (standby) => {
  expect(postgres({ standby }).instance).toMatchObject({ multi_az: standby });
});

it("grows within the limit, on gp3", () => {
  expect(postgres().instance).toMatchObject({
    storage_type: "gp3",
    allocated_storage: 20,
    max_allocated_storage: 100,
  });
});

it("backs up and maintains at different times", () => {
  const { instance } = postgres();
  const backup = minutesOf(instance?.backup_window);
  const maintenance = minutesOf(instance?.maintenance_window);
  expect([backup.size, maintenance.size]).toEqual([7 * 60, 60]);
  expect([...maintenance].filter((minute) => backup.has(minute))).toEqual([]);
});

describe("its network", () => {
  const { json, instance } = postgres();

  it("is the tier without a route out", () => {
    expect(instance).toMatchObject({ publicly_accessible: false });
    expect(ofType(json, "aws_db_subnet_group")).toMatchObject([
      { arguments: { subnet_ids: ["subnet-1", "subnet-2", "subnet-3"] } },
    ]);
  });

  it("admits workloads on one port, and nobody else", () => {
    expect(instance).toMatchObject({
      vpc_security_group_ids: [reference("aws_security_group.db_security_group_group.id")],
    });
    expect(ofType(json, "aws_vpc_security_group_ingress_rule")).toMatchObject([
      {
        arguments: {
          referenced_security_group_id: "sg-workload",
          ip_protocol: "tcp",
          from_port: 5432,
          to_port: 5432,
        },
      },
    ]);
  });

  it("lets nothing out", () => {
    expect(ofType(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
    expect(ofType(json, "aws_security_group")[0]?.arguments).not.toHaveProperty("egress");
  });
});

it("waits for log groups that are encrypted and forget", () => {
  const { json, instance } = postgres();
  const encrypted = { retention_in_days: 30, kms_key_id: "logs-key" };
  expect(json.resource?.aws_cloudwatch_log_group).toMatchObject({
    db_postgresql_log_group: { name: "/aws/rds/instance/langfuse-test-postgres/postgresql", ...encrypted },
    db_upgrade_log_group: { name: "/aws/rds/instance/langfuse-test-postgres/upgrade", ...encrypted },
  });
  expect(instance).toMatchObject({
    enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
    depends_on: [
      "aws_cloudwatch_log_group.db_postgresql_log_group",
      "aws_cloudwatch_log_group.db_upgrade_log_group",
    ],
  });
});

it("lends its monitoring role to RDS for this instance and those restored beside it", () => {
  const { json, instance } = postgres();
  const [role] = ofType(json, "aws_iam_role");
  expect(instance).toMatchObject({
    monitoring_interval: 60,
    monitoring_role_arn: reference(`${role?.address}.arn`),
  });
  expect(statementsOf(role, "assume_role_policy")).toMatchObject([
    {
      Principal: { Service: "monitoring.rds.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: {
          "aws:SourceArn": [
            "arn:aws:rds:eu-west-1:111111111111:db:langfuse-test-postgres",
            "arn:aws:rds:eu-west-1:111111111111:db:langfuse-test-postgres-*",
          ],
        },
      },
    },
  ]);
});

it("refuses to be destroyed and leaves backups and a snapshot, whose name no earlier installation took", () => {
  expect(postgres().instance).toMatchObject({
    deletion_protection: true,
    skip_final_snapshot: false,
    final_snapshot_identifier: `langfuse-test-postgres-final-${reference("aws_security_group.db_security_group_group.id")}`,
    delete_automated_backups: false,
    apply_immediately: false,
    lifecycle: { prevent_destroy: true },
  });
});

it("leaves nothing behind where nothing is protected", () => {
  const { instance } = postgres({ protect: false });
  expect(instance).toMatchObject({
    deletion_protection: false,
    skip_final_snapshot: true,
    delete_automated_backups: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(instance).not.toHaveProperty("final_snapshot_identifier");
});

it("tells a consumer where to connect and where the passwords are", () => {
  expect(postgres().endpoint).toMatchObject({
    port: 5432,
    database: "langfuse",
    username: "langfuse",
    passwordSecretArn: "password-secret",
  });
});
