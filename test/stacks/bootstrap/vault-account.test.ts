import { spawnSync } from "node:child_process";
import { defineEnvironment, type EnvironmentInput } from "../../../environments/schema";
import { vaultTemplate } from "../../../stacks/bootstrap/vault-account/template";
import { type IamStatement, listOf, statementsIn } from "../../support/iam";
import { sample } from "../../support/sample-environment";

type Lock = "governance" | "compliance";

const environment = (lock: Lock = "governance", change: Partial<EnvironmentInput> = {}) =>
  defineEnvironment({
    ...sample,
    disasterRecovery: { region: "eu-central-1", vaultAccount: { accountId: "444444444444", lock } },
    ...change,
  });
const { Resources } = vaultTemplate(environment());
const source = "arn:aws:iam::111111111111:root";

/** Policies of the template, by the logical id of what they guard. */
function policiesOf(resources: typeof Resources): Readonly<Record<string, readonly IamStatement[]>> {
  const documents = Object.entries(resources).flatMap(([id, { Properties }]) => {
    const document = Properties.KeyPolicy ?? Properties.AccessPolicy ?? Properties.PolicyDocument;
    return document ? [[id, statementsIn(document)] as const] : [];
  });
  return Object.fromEntries(documents);
}

/** What a policy permits an account, action by action. */
function permitted(statements: readonly IamStatement[] = [], principal = source): string[] {
  return statements
    .filter(
      ({ Effect, Principal }) =>
        Effect === "Allow" && JSON.stringify(Principal) === JSON.stringify({ AWS: principal }),
    )
    .flatMap(({ Action }) => listOf(Action));
}

describe("what is made in the other account", () => {
  it("outlives its stack, all that holds something", () => {
    for (const id of ["Key", "Vault", "BlobsBucket", "BackupsBucket", "AccessLogsBucket"])
      expect(Resources[id]).toMatchObject({
        DeletionPolicy: "RetainExceptOnCreate",
        UpdateReplacePolicy: "Retain",
      });
  });

  it("is encrypted with its own key", () => {
    const key = { "Fn::GetAtt": ["Key", "Arn"] };
    expect(Resources.Key?.Properties).toMatchObject({ EnableKeyRotation: true });
    expect(Resources.Vault?.Properties.EncryptionKeyArn).toEqual(key);
    for (const id of ["BlobsBucket", "BackupsBucket"])
      expect(JSON.stringify(Resources[id]?.Properties.BucketEncryption)).toContain(JSON.stringify(key));
  });

  it("admits the account of the environment to adding, and to nothing else", () => {
    const { Key, Vault, BlobsBucketPolicy, BackupsBucketPolicy } = policiesOf(Resources);
    expect(permitted(Key)).toEqual(["kms:Encrypt", "kms:GenerateDataKey"]);
    expect(permitted(Vault)).toEqual(["backup:CopyIntoBackupVault"]);
    expect(permitted(BlobsBucketPolicy)).toEqual([
      "s3:ReplicateObject",
      "s3:ReplicateTags",
      "s3:ReplicateDelete",
    ]);
    expect(permitted(BackupsBucketPolicy)).toEqual(["s3:ReplicateObject", "s3:ReplicateTags"]);
  });

  it("admits nobody but the two accounts, and S3 to its logs", () => {
    const principals = Object.values(policiesOf(Resources))
      .flat()
      .filter(({ Effect }) => Effect === "Allow")
      .map(({ Principal }) => JSON.stringify(Principal));
    expect([...new Set(principals)].sort()).toEqual(
      [
        ...[source, "arn:aws:iam::444444444444:root"].map((AWS) => JSON.stringify({ AWS })),
        JSON.stringify({ Service: "logging.s3.amazonaws.com" }),
      ].sort(),
    );
  });

  it.each([
    ["Vault", ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint"]],
    ["BlobsBucketPolicy", ["s3:DeleteObjectVersion"]],
    ["BackupsBucketPolicy", ["s3:DeleteObjectVersion"]],
    ["AccessLogsBucketPolicy", ["s3:DeleteObjectVersion"]],
  ])("lets nobody delete from %s", (id, actions) => {
    expect(policiesOf(Resources)[id]).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Principal: "*", Action: actions }),
    );
  });

  it("locks the vault for as long as the environment's and no longer, for good where that is asked for", () => {
    expect(Resources.Vault?.Properties.LockConfiguration).toEqual({
      MinRetentionDays: 35,
      MaxRetentionDays: 35,
    });
    expect(vaultTemplate(environment("compliance")).Resources.Vault?.Properties.LockConfiguration).toEqual({
      MinRetentionDays: 35,
      MaxRetentionDays: 35,
      ChangeableForDays: 3,
    });
  });

  it("forgets when the environment forgets, and keeps versions and locks for as long", () => {
    const [blobs, backups] = ["BlobsBucket", "BackupsBucket"].map((id) => Resources[id]?.Properties);
    expect(blobs?.LifecycleConfiguration).toMatchObject({
      Rules: [
        { Prefix: "events/", ExpirationInDays: 90 },
        { Prefix: "exports/", ExpirationInDays: 7 },
        { NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      ],
    });
    expect(backups).toMatchObject({
      LifecycleConfiguration: { Rules: [{ Prefix: "", ExpirationInDays: 35 }, {}] },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 35 } } },
    });
    expect(blobs).not.toHaveProperty("ObjectLockEnabled");
  });

  it("has written down by S3 who asks for which copy, for as long as the environment keeps such logs", () => {
    const logs = "langfuse-sample-vault-access-logs-444444444444";
    expect(Resources.AccessLogsBucket?.Properties).toMatchObject({
      BucketName: logs,
      LifecycleConfiguration: {
        Rules: [
          { Prefix: "", ExpirationInDays: 365 },
          { NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
        ],
      },
    });
    const sources = ["BlobsBucket", "BackupsBucket"].map((id) => {
      const { BucketName, LoggingConfiguration } = Resources[id]?.Properties ?? {};
      expect(LoggingConfiguration).toMatchObject({
        DestinationBucketName: { Ref: "AccessLogsBucket" },
        LogFilePrefix: `${BucketName}/`,
      });
      // S3 asks for the permission when it is told where logs go.
      expect(Resources[id]?.DependsOn).toEqual(["AccessLogsBucketPolicy"]);
      return `arn:aws:s3:::${BucketName}`;
    });
    expect(policiesOf(Resources).AccessLogsBucketPolicy).toContainEqual(
      expect.objectContaining({
        Action: ["s3:PutObject"],
        Resource: [`arn:aws:s3:::${logs}/*`],
        Condition: {
          StringEquals: { "aws:SourceAccount": "444444444444" },
          ArnEquals: { "aws:SourceArn": sources },
        },
      }),
    );
    expect(Resources.AccessLogsBucket?.Properties).not.toHaveProperty("LoggingConfiguration");
  });

  it("is read by an account that is restored to, for as long as that is named, and changed by nobody more", () => {
    const restoreTo = "arn:aws:iam::555555555555:root";
    const { Key, ...others } = policiesOf(vaultTemplate(environment(), "555555555555").Resources);
    expect(permitted(Key, restoreTo)).toContain("kms:Decrypt");
    expect(permitted(others.Vault, restoreTo)).toEqual([]);
    for (const id of ["BlobsBucketPolicy", "BackupsBucketPolicy"])
      expect(permitted(others[id], restoreTo)).toEqual(["s3:GetObject*", "s3:ListBucket*"]);
    expect(JSON.stringify(Resources)).not.toContain("555555555555");
  });

  it("is asked for by an environment that names the account, and by no other", () => {
    const alone = environment("governance", { disasterRecovery: { region: "eu-central-1" } });
    expect(() => vaultTemplate(alone)).toThrow("'sample' names no disasterRecovery.vaultAccount");
  });
});

describe("npm run bootstrap -- NAME --vault-account", () => {
  it.each([
    [["dev", "--vault-account"], "environments/dev.ts names no disasterRecovery.vaultAccount"],
    [["dev", "--secrets-from", "x"], "--secrets-from and --restore-to go with --vault-account"],
    [["dev", "--restore-to", "555555555555"], "--secrets-from and --restore-to go with --vault-account"],
  ])("%s is refused, before anything is asked of AWS", (args, message) => {
    const { stderr, status } = spawnSync(
      "node",
      ["--import", "tsx", "stacks/bootstrap/command.ts", ...args],
      {
        encoding: "utf8",
        env: { ...process.env, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" },
      },
    );
    expect(stderr).toContain(message);
    expect(status).toBe(1);
  });
});
