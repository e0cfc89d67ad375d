import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../environments/schema";
import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import { COPIED_SECRETS } from "../../support/copied-secrets";
import type { Report } from "../../support/report";
import { Account, type Setup } from "../support/account";
import { routed } from "../support/router";

const COPIED = ["backups", "blobs"] as const;

/** The account that keeps copies is prepared by who administers it, again without effect, and given the secrets. */
export async function vaultAccount(
  environments: readonly Environment[],
  setup: Setup,
  report: Report,
): Promise<void> {
  const label = "vault-account";
  for (const environment of environments) {
    const there = vaultAccountOf(environment);
    if (!there) continue;
    const { accountId, vault } = there;
    const account = await report.step(label, "open the account that keeps copies", () =>
      Account.open(setup, { environment, label, accountId }),
    );
    try {
      await report.step(label, "bootstrap it", async () => {
        const { output, exitCode } = await account.bootstrapVaultAccount();
        assert.equal(exitCode, 0, output);
        assert.match(output, /secrets {2}missing: .*salt/);
      });
      await report.check(label, "a second bootstrap changes nothing", async () => {
        assert.match((await account.bootstrapVaultAccount()).output, /nothing to change/);
      });
      await report.check(label, "buckets, key and roles of services are there", () => isThere(account));
      await report.check(label, "the vault keeps what it receives as long as it is to, and no longer", () =>
        isLocked(account),
      );
      await report.check(label, "requests to both buckets are logged", () => isLogged(account));
      await report.check(
        label,
        "who is restored to reads key and buckets, until it is no more named",
        async () => {
          for (const args of [["--restore-to", "555555555555"], []]) {
            const { output } = await account.bootstrapVaultAccount(args);
            assert.deepEqual(
              [...output.matchAll(/^ {2}~ (\w+) /gm)].map(([, id]) => id),
              ["Key", "BlobsBucketPolicy", "BackupsBucketPolicy"],
            );
          }
        },
      );
      await report.check(label, "secrets come over with their values, once, and are marked", () =>
        secretsComeOver({ account, setup, vault }),
      );
      await report.check(label, "the environment's own bootstrap is refused there", async () => {
        const { output, exitCode } = await account.bootstrap();
        assert.match(output, new RegExp(`your credentials are for account ${accountId}`));
        assert.notEqual(exitCode, 0);
      });
    } finally {
      await account.close();
    }
  }
}

interface Kept {
  readonly account: Account;
  readonly setup: Setup;
  /** First part of names there. */
  readonly vault: string;
}

async function isThere({ aws, environment }: Account): Promise<void> {
  const there = vaultAccountOf(environment);
  assert(there);
  const { Buckets = [] } = await aws.s3.listBuckets();
  assert.deepEqual(
    Buckets.map(({ Name }) => Name).sort(),
    [there.accessLogs, ...COPIED.map((purpose) => there.bucket(purpose).bucket)].sort(),
  );
  const { Aliases = [] } = await aws.kms.listAliases();
  const key = Aliases.find(({ AliasName }) => AliasName === there.keyAlias)?.TargetKeyId;
  assert(key, `no ${there.keyAlias}`);
  for (const { bucket: Bucket } of COPIED.map(there.bucket)) {
    const { ServerSideEncryptionConfiguration } = await aws.s3.getBucketEncryption({ Bucket });
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    assert.match(rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID ?? "", new RegExp(`${key}$`));
  }
  const { Roles = [] } = await aws.iam.listRoles({ PathPrefix: "/aws-service-role/" });
  const services = Roles.map(({ Path }) => Path?.split("/").at(-2));
  assert.deepEqual(services.sort(), ["backup.amazonaws.com", "rds.amazonaws.com"]);
}

async function isLocked({ aws, environment }: Account): Promise<void> {
  const BackupVaultName = vaultAccountOf(environment)?.vault;
  const { days } = environment.postgres.vault;
  const vault = await aws.backup.describeBackupVault({ BackupVaultName });
  assert.deepEqual([vault.Locked, vault.MinRetentionDays, vault.MaxRetentionDays], [true, days, days]);
}

async function isLogged({ aws, environment }: Account): Promise<void> {
  const there = vaultAccountOf(environment);
  assert(there);
  for (const { bucket: Bucket } of COPIED.map(there.bucket)) {
    const { LoggingEnabled } = await aws.s3.getBucketLogging({ Bucket });
    assert.deepEqual(
      [LoggingEnabled?.TargetBucket, LoggingEnabled?.TargetPrefix],
      [there.accessLogs, `${Bucket}/`],
    );
  }
}

/** From an account of its own, with a profile for each. */
async function secretsComeOver({ account, setup, vault }: Kept): Promise<void> {
  const { aws, environment, folder } = account;
  const source = await Account.open(setup, { environment, label: "vault-account-source" });
  const both = await routed({ environment: source.emulator.shim.url, vault: account.emulator.shim.url });
  try {
    for (const name of COPIED_SECRETS)
      await source.aws.secrets.createSecret({
        Name: `langfuse-${environment.name}/${name}`,
        SecretString: `value of ${name}`,
      });
    const AWS_CONFIG_FILE = join(folder, "aws-config");
    const profile = (name: string) =>
      `[profile ${name}]\naws_access_key_id = ${name}\naws_secret_access_key = emulated\n`;
    writeFileSync(AWS_CONFIG_FILE, ["environment", "vault"].map(profile).join(""));
    const variables = { AWS_CONFIG_FILE, AWS_PROFILE: "vault", AWS_ENDPOINT_URL: both.url };
    for (const outcome of ["copied", "same"]) {
      const { output } = await account.bootstrapVaultAccount(["--secrets-from", "environment"], variables);
      for (const name of COPIED_SECRETS)
        assert.match(output, new RegExp(`^${outcome} +${name}$`, "m"), output);
      assert.match(output, /secrets {2}all are there/);
      assert.doesNotMatch(output, /value of/);
    }
    for (const name of COPIED_SECRETS) {
      const SecretId = `langfuse-${environment.name}/${name}`;
      const { Versions = [] } = await source.aws.secrets.listSecretVersionIds({ SecretId });
      const stages = Versions.map(({ VersionStages }) => VersionStages);
      assert.deepEqual(stages, [["AWSCURRENT", vaultAccountOf(environment)?.copiedStage]]);
    }
  } finally {
    await both.close();
    await source.close();
  }
  for (const name of COPIED_SECRETS) {
    const { SecretString } = await aws.secrets.getSecretValue({ SecretId: `${vault}/${name}` });
    assert.equal(SecretString, `value of ${name}`);
    const { KmsKeyId } = await aws.secrets.describeSecret({ SecretId: `${vault}/${name}` });
    assert.match(KmsKeyId ?? "", new RegExp(`:alias/${vault}$`));
  }
}
