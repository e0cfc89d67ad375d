import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { ApplicationSecrets, type ApplicationSecretsHandle } from "../constructs/application-secrets";
import { BackupVault } from "../constructs/backup-vault";
import type { BlobStoreHandle } from "../constructs/blob-store";
import { Cache, type CacheEndpoint } from "../constructs/cache";
import { dataBuckets } from "../constructs/data-buckets";
import { EncryptionKey } from "../constructs/encryption-key";
import type { Statement } from "../constructs/policy";
import { Postgres, type PostgresEndpoint } from "../constructs/postgres";
import { type CopiedPurpose, type CopiesHandle, SecondRegion } from "../constructs/second-region";
import { lendKeyToBackupOf, type VaultAccount } from "../constructs/vault-account";
import type { VpcHandle } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";
import { vaultAccountOf } from "./bootstrap/reach";

export interface DataStackProps {
  readonly vpc: VpcHandle;
  /** Key that CloudWatch Logs may use. */
  readonly logsKeyArn: string;
  /** Where AWS's own alarms go. */
  readonly alarmTopicArn: string;
}

/** Everything that holds state, except ClickHouse. Destroying this stack loses customer data. */
export class DataStack extends BaseStack {
  readonly postgres: PostgresEndpoint;
  readonly cache: CacheEndpoint;
  readonly blobs: BlobStoreHandle;
  /** Write-once for some days, under a key of its own: what must survive the loss of everything else. */
  readonly backups: BlobStoreHandle;
  readonly secrets: ApplicationSecretsHandle;
  /** Where copies of all of it are, if the environment names a second region. */
  readonly copiesHandle: CopiesHandle | undefined;
  private readonly dataKeyArn: string;
  /** Where the environment names no second region, there is none. */
  private readonly copies: SecondRegion | undefined;
  /** Likewise another account. */
  private readonly abroad: VaultAccount | undefined;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: DataStackProps,
  ) {
    super(scope, environment, "data");
    this.abroad = vaultAccountOf(environment);
    this.dataKeyArn = this.keyArn(
      "data",
      "Database, queue and stored events; without it they are lost",
      this.abroad && lendKeyToBackupOf(this.abroad),
    );
    this.copies = this.secondRegion();
    this.copiesHandle = this.copies?.handle;
    const secrets = this.applicationSecrets();
    this.secrets = secrets.handle;
    this.postgres = this.database(secrets);
    this.cache = this.queue(secrets);
    ({ blobs: this.blobs, backups: this.backups } = this.buckets());
    this.vault();
    new TerraformOutput(this, "postgres-host", {
      value: this.postgres.host,
      description: "Postgres, reached from inside the VPC on port 5432 with TLS",
    });
    new TerraformOutput(this, "cache-host", {
      value: this.cache.host,
      description: "Valkey's primary, reached from inside the VPC on port 6379 with TLS",
    });
  }

  private keyArn(purpose: string, description: string, services?: readonly Statement[]): string {
    return new EncryptionKey(this, `${purpose}-key`, {
      account: this.environment,
      name: `${this.prefix}-${purpose}`,
      description,
      services,
      protect: this.environment.protectData,
    }).arn;
  }

  private secondRegion(): SecondRegion | undefined {
    const { accountId, blobs, disasterRecovery, protectData } = this.environment;
    if (!disasterRecovery) return undefined;
    const { region } = disasterRecovery;
    const copies = new SecondRegion(this, "copies", {
      account: { accountId, region },
      prefix: `${this.prefix}-copies`,
      accessLogDays: blobs.accessLogDays,
      noncurrentDays: blobs.noncurrentDays,
      protect: protectData,
    });
    this.makeIn(region, copies);
    return copies;
  }

  private applicationSecrets(): ApplicationSecrets {
    return new ApplicationSecrets(this, "secrets", {
      account: this.environment,
      replica: this.copies?.secrets,
      prefix: this.prefix,
      keyArn: this.keyArn("secrets", "Passwords and keys of Langfuse; without it they are lost"),
      generations: this.environment.rotations,
      protect: this.environment.protectData,
    });
  }

  private database(secrets: ApplicationSecrets): PostgresEndpoint {
    const { endpoint, instanceArn } = new Postgres(this, "postgres", {
      ...this.environment.postgres,
      account: this.environment,
      name: `${this.prefix}-postgres`,
      vpc: this.props.vpc,
      dataKeyArn: this.dataKeyArn,
      secretsKeyArn: secrets.handle.keyArn,
      logsKeyArn: this.props.logsKeyArn,
      alarmTopicArn: this.props.alarmTopicArn,
      passwordSecretArn: secrets.postgresPassword.arn,
      testedVault: this.environment.restoreDrill === "monthly" ? this.prefix : undefined,
      protect: this.environment.protectData,
    });
    this.copies?.database(instanceArn, this.environment.postgres.backupDays);
    return endpoint;
  }

  private vault(): void {
    const { accountId, region, postgres, protectData } = this.environment;
    new BackupVault(this, "vault", {
      ...postgres.vault,
      account: this.environment,
      name: this.prefix,
      keyArn: this.backups.keyArn,
      instanceArns: [`arn:aws:rds:${region}:${accountId}:db:${this.prefix}-postgres`],
      instancesKeyArn: this.dataKeyArn,
      further: this.copies?.vault(postgres.vault),
      abroadArn: this.abroad?.vaultArn,
      protect: protectData,
    });
  }

  private queue(secrets: ApplicationSecrets): CacheEndpoint {
    return new Cache(this, "cache", {
      ...this.environment.cache,
      name: `${this.prefix}-cache`,
      vpc: this.props.vpc,
      dataKeyArn: this.dataKeyArn,
      logsKeyArn: this.props.logsKeyArn,
      password: secrets.cachePassword,
      protect: this.environment.protectData,
    }).endpoint;
  }

  private buckets(): Readonly<Record<CopiedPurpose, BlobStoreHandle>> {
    const { blobs, edge, protectData } = this.environment;
    return dataBuckets(this, {
      ...blobs,
      account: this.environment,
      prefix: this.prefix,
      keyArns: {
        blobs: this.dataKeyArn,
        backups: this.keyArn("backups", "Backups of ClickHouse; without it none can be restored"),
      },
      browserOrigin: `https://${edge.domain}`,
      copies: this.copies,
      abroad: this.abroad,
      alarmTopicArn: this.props.alarmTopicArn,
      protect: protectData,
    });
  }
}
