import { AccountAlarms } from "../../constructs/account-alarms";
import { synthesizeConstruct } from "../support/construct";
import { rulesFor } from "../support/event-pattern";
import { ofType } from "../support/terraform-json";

const ACCOUNT = "111111111111";
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const deployer = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: role("langfuse-dev-deploy") } },
};
const person = { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: role("platform-admin") } } };
const clickhouse = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: role("langfuse-dev-clickhouse") } },
};
const root = { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root` };

const rules = ofType(
  synthesizeConstruct((stack) => {
    new AccountAlarms(stack, "account", {
      account: { accountId: ACCOUNT, region: "eu-west-1" },
      prefix: "langfuse-dev",
      topicArn: "topic",
      runbooksUrl: "https://example.com/runbooks",
      backupsBucket: "langfuse-dev-backups-1",
      deployRoleArn: role("langfuse-dev-deploy"),
      backupRoleArn: role("langfuse-dev-clickhouse"),
    });
  }),
  "aws_cloudwatch_event_rule",
);

/** Rules that tell of a call, without the environment's name. */
function told(
  call: string,
  requestParameters: Record<string, unknown>,
  { by: userIdentity = person, ...rest }: { readonly by?: object; readonly errorCode?: string } = {},
): string[] {
  const [service, eventName] = call.split(":");
  const detail = {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
    userIdentity,
    ...rest,
  };
  return namesOf({ "detail-type": "AWS API Call via CloudTrail", detail });
}

function namesOf(event: Record<string, unknown>): string[] {
  return rulesFor(event, rules).map((name) => name.replace("langfuse-dev-", ""));
}

type Call = readonly [call: string, parameters: Record<string, unknown>];

const LOSSES: readonly Call[] = [
  ["rds:DeleteDBInstance", { dBInstanceIdentifier: "langfuse-dev-postgres" }],
  ["rds:ModifyDBInstance", { dBInstanceIdentifier: "langfuse-dev-postgres", deletionProtection: false }],
  ["rds:ModifyDBInstance", { dBInstanceIdentifier: "langfuse-dev-postgres", backupRetentionPeriod: 0 }],
  ["rds:DeleteDBInstanceAutomatedBackup", { dbiResourceId: "db-1" }],
  [
    "rds:StopDBInstanceAutomatedBackupsReplication",
    { sourceDBInstanceArn: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:langfuse-dev-postgres` },
  ],
  ["rds:DeleteDBSnapshot", { dBSnapshotIdentifier: "langfuse-dev-postgres-final-sg-1" }],
  ["elasticache:DeleteReplicationGroup", { replicationGroupId: "langfuse-dev-cache" }],
  ["backup:DeleteRecoveryPoint", { backupVaultName: "langfuse-dev" }],
  ["backup:DeleteRecoveryPoint", { backupVaultName: "langfuse-dev-copies" }],
  ["backup:DeleteBackupVaultLockConfiguration", { backupVaultName: "langfuse-dev" }],
  ["secretsmanager:DeleteSecret", { secretId: "langfuse-dev/salt" }],
  [
    "secretsmanager:DeleteSecret",
    { secretId: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:langfuse-dev/salt-AbCdEf` },
  ],
  ["s3:DeleteBucket", { bucketName: "langfuse-dev-blobs-1" }],
  ["s3:DeleteObject", { bucketName: "langfuse-dev-backups-1", key: "clickhouse/1", versionId: "1" }],
  ["s3:DeleteObjects", { bucketName: "langfuse-dev-backups-1" }],
];

const CHANGES: readonly Call[] = [
  ["kms:PutKeyPolicy", { keyId: "1" }],
  ["s3:PutBucketPolicy", { bucketName: "langfuse-dev-blobs-1" }],
  ["s3:PutBucketVersioning", { bucketName: "langfuse-dev-blobs-1" }],
  ["s3:PutBucketLifecycle", { bucketName: "langfuse-dev-blobs-1" }],
  ["s3:PutBucketObjectLockConfiguration", { bucketName: "langfuse-dev-backups-1" }],
  ["s3:DeleteBucketPublicAccessBlock", { bucketName: "langfuse-dev-state-1" }],
  ["secretsmanager:PutResourcePolicy", { secretId: "langfuse-dev/salt" }],
  ["backup:PutBackupVaultLockConfiguration", { backupVaultName: "langfuse-dev" }],
  ["iam:PutRolePolicy", { roleName: "langfuse-dev-web" }],
  ["iam:DeleteRolePermissionsBoundary", { roleName: "langfuse-dev-web" }],
  ["iam:CreatePolicyVersion", { policyArn: `arn:aws:iam::${ACCOUNT}:policy/langfuse-dev-boundary` }],
  ["ec2:AuthorizeSecurityGroupIngress", opening({ ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } })],
  ["ec2:AuthorizeSecurityGroupIngress", opening({ ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } })],
];

const SILENCES: readonly Call[] = [
  ["cloudtrail:UpdateTrail", { name: "langfuse-dev-audit" }],
  ["events:DisableRule", { name: "langfuse-dev-key-lost" }],
  ["events:RemoveTargets", { rule: "langfuse-dev-key-lost" }],
  ["sns:SetTopicAttributes", { topicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:langfuse-dev-alarms` }],
  ["sns:Unsubscribe", { subscriptionArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:langfuse-dev-alarms:1` }],
];

describe("whoever does it, the deployment included, somebody is told of", () => {
  it.each(["ScheduleKeyDeletion", "DisableKey", "DeleteImportedKeyMaterial"])("keys: %s", (call) => {
    for (const by of [person, deployer, root])
      expect(told(`kms:${call}`, { keyId: "1" }, { by })).toEqual(["key-lost"]);
  });

  it.each(LOSSES)("data: %s %j", (call, parameters) => {
    for (const by of [person, deployer, root])
      expect(told(call, parameters, { by })).toEqual(["data-deleted"]);
  });

  it.each(["StopLogging", "DeleteTrail"])("the trail: %s", (call) => {
    expect(told(`cloudtrail:${call}`, { name: "langfuse-dev-audit" }, { by: deployer })).toEqual([
      "trail-changed",
    ]);
  });

  it("what AWS refused as well, where it would have lost something", () => {
    const refused = { errorCode: "AccessDenied" };
    expect(told("kms:ScheduleKeyDeletion", { keyId: "1" }, refused)).toEqual(["key-lost"]);
    expect(told("kms:PutKeyPolicy", { keyId: "1" }, refused)).toEqual([]);
  });
});

describe("of people, and not of the deployment, somebody is told of", () => {
  it.each(CHANGES)("policies: %s %j", (call, parameters) => {
    for (const by of [person, root]) expect(told(call, parameters, { by })).toEqual(["policy-changed"]);
    expect(told(call, parameters, { by: deployer })).toEqual([]);
  });

  it.each(SILENCES)("what tells: %s %j", (call, parameters) => {
    for (const by of [person, root]) expect(told(call, parameters, { by })).toEqual(["trail-changed"]);
    expect(told(call, parameters, { by: deployer })).toEqual([]);
  });
});

describe("nobody is told of", () => {
  it.each<Call>([
    ["rds:ModifyDBInstance", { dBInstanceIdentifier: "langfuse-dev-postgres", deletionProtection: true }],
    ["rds:ModifyDBInstance", { dBInstanceIdentifier: "langfuse-dev-postgres", allocatedStorage: 200 }],
    ["rds:DeleteDBInstance", { dBInstanceIdentifier: "billing" }],
    ["s3:PutBucketPolicy", { bucketName: "billing" }],
    ["s3:DeleteObject", { bucketName: "langfuse-dev-backups-1", key: "clickhouse/1/.lock" }],
    ["iam:PutRolePolicy", { roleName: "billing" }],
    ["ec2:AuthorizeSecurityGroupIngress", opening({ ipRanges: { items: [{ cidrIp: "203.0.113.0/24" }] } })],
    ["sns:SetTopicAttributes", { topicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:billing` }],
    ["kms:CreateKey", {}],
  ])("what is usual, or somebody else's: %s %j", (call, parameters) => {
    expect(told(call, parameters)).toEqual([]);
  });

  it("what ClickHouse removes of its own", () => {
    expect(told("s3:DeleteObjects", { bucketName: "langfuse-dev-backups-1" }, { by: clickhouse })).toEqual(
      [],
    );
  });
});

describe("of sign-ins, somebody is told", () => {
  const signIn = (type: string, mfa: "Yes" | "No", result: "Success" | "Failure") =>
    namesOf({
      source: "aws.signin",
      "detail-type": "AWS Console Sign In via CloudTrail",
      detail: {
        eventName: "ConsoleLogin",
        userIdentity: { type },
        additionalEventData: { MFAUsed: mfa },
        responseElements: { ConsoleLogin: result },
      },
    });

  it("of every attempt of the root user, and of users without a second factor", () => {
    expect(signIn("Root", "Yes", "Success")).toEqual(["sign-in"]);
    expect(signIn("Root", "No", "Failure")).toEqual(["sign-in"]);
    expect(signIn("IAMUser", "No", "Success")).toEqual(["sign-in"]);
  });

  it("never of roles, whose second factor the identity provider asks for, nor of wrong passwords of users", () => {
    expect(signIn("AssumedRole", "No", "Success")).toEqual([]);
    expect(signIn("IAMUser", "Yes", "Success")).toEqual([]);
    expect(signIn("IAMUser", "No", "Failure")).toEqual([]);
  });
});

function opening(permission: Record<string, unknown>) {
  return {
    groupId: "sg-1",
    ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: 5432, ...permission }] },
  };
}
