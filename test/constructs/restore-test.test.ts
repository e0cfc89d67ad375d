import { RestoreTest } from "../../constructs/restore-test";
import { synthesizeConstruct } from "../support/construct";
import { allows, statementsIn } from "../support/iam";
import { ofType, reference } from "../support/terraform-json";

const rds = (resource: string) => `arn:aws:rds:eu-west-1:123456789012:${resource}`;
const key = "arn:aws:kms:eu-west-1:123456789012:key/data";
const json = synthesizeConstruct((stack) => {
  new RestoreTest(stack, "test", {
    account: { accountId: "123456789012", region: "eu-west-1" },
    instance: "langfuse-test-postgres",
    vpc: { vpcId: "vpc-1", workloadSecurityGroupId: "sg-workload" },
    subnetGroupName: "subnets",
    parameterGroupName: "settings",
    majorVersion: "17",
    vault: "langfuse-test",
    keyArn: key,
  });
});
const only = (type: string) => ofType(json, type)[0]?.arguments;

it("restores the newest snapshot of two nights on the first of every month, from this vault alone", () => {
  expect(only("aws_backup_restore_testing_plan")).toMatchObject({
    name: "langfuse_test_postgres",
    schedule_expression: "cron(0 6 1 * ? *)",
    schedule_expression_timezone: "Etc/UTC",
    start_window_hours: 1,
    recovery_point_selection: [
      {
        algorithm: "LATEST_WITHIN_WINDOW",
        include_vaults: ["arn:aws:backup:eu-west-1:123456789012:backup-vault:langfuse-test"],
        recovery_point_types: ["SNAPSHOT"],
        selection_window_days: 2,
      },
    ],
  });
  expect(only("aws_backup_restore_testing_selection")).toMatchObject({
    protected_resource_type: "RDS",
    protected_resource_arns: [rds("db:langfuse-test-postgres")],
    iam_role_arn: reference("aws_iam_role.test_role.arn"),
  });
});

it("gives it the networks and settings of the database, a small class, a port and a security group of its own", () => {
  expect(only("aws_backup_restore_testing_selection")?.restore_metadata_overrides).toEqual({
    dbInstanceClass: "db.t4g.medium",
    dbSubnetGroupName: "subnets",
    dbParameterGroupName: "settings",
    port: "5433",
    vpcSecurityGroupIds: JSON.stringify([reference("aws_security_group.test_security_group_group.id")]),
  });
});

it("lets our nodes in on that port, and lets it out to nobody", () => {
  expect(
    ofType(json, "aws_vpc_security_group_ingress_rule").map(({ arguments: rule }) => rule),
  ).toMatchObject([
    { from_port: 5433, to_port: 5433, ip_protocol: "tcp", referenced_security_group_id: "sg-workload" },
  ]);
  expect(ofType(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
});

it("keeps it for whoever looks, and no longer than a working day", () => {
  expect(only("aws_backup_restore_testing_selection")?.validation_window_hours).toBe(8);
});

describe("AWS Backup", () => {
  const may = (action: string, resource: string) =>
    allows(statementsIn(only("aws_iam_role_policy")?.policy), { action, resource });

  it.each([
    ["rds:RestoreDBInstanceFromDBSnapshot", rds("snapshot:awsbackup:job-1")],
    ["rds:RestoreDBInstanceFromDBSnapshot", rds("db:awsbackup-restore-test-1")],
    ["rds:DeleteDBInstance", rds("db:awsbackup-restore-test-1")],
    ["kms:DescribeKey", key],
  ])("may %s on %s", (action, resource) => {
    expect(may(action, resource)).toBe(true);
  });

  it.each([
    ["rds:DeleteDBInstance", rds("db:langfuse-test-postgres")],
    ["rds:RestoreDBInstanceFromDBSnapshot", rds("db:langfuse-test-postgres")],
    ["rds:DeleteDBSnapshot", rds("snapshot:awsbackup:job-1")],
    ["kms:DescribeKey", "arn:aws:kms:eu-west-1:123456789012:key/secrets"],
  ])("may not %s on %s", (action, resource) => {
    expect(may(action, resource)).toBe(false);
  });
});
