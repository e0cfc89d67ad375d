import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { accessLogBucket } from "../constructs/access-log-bucket";
import { ApplicationSecrets, type ApplicationSecretsHandle } from "../constructs/application-secrets";
import { BackupVault } from "../constructs/backup-vault";
import { type BlobStoreHandle, blobPrefixes } from "../constructs/blob-store";
import { Cache, type CacheEndpoint } from "../constructs/cache";
import { copiedBucket } from "../constructs/copied-bucket";
import { EncryptionKey } from "../constructs/encryption-key";
import { Postgres, type PostgresEndpoint } from "../constructs/postgres";
import { SecondRegion } from "../constructs/second-region";
import type { VpcHandle } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

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
  private readonly dataKeyArn: string;
  /** Where the environment names no second region, there is none. */
  private readonly copies: SecondRegion | undefined;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: DataStackProps,
  ) {
    super(scope, environment, "data");
    this.dataKeyArn = this.keyArn("data", "Database, queue and stored events; without it they are lost");
    this.copies = this.secondRegion();
    const secrets = this.applicationSecrets();
    this.secrets = secrets.handle;
    this.postgres = this.database(secrets);
    this.cache = this.queue(secrets);
    const accessLogBucket = this.accessLogBucket();
    this.blobs = this.blobStore(accessLogBucket);
    this.backups = this.backupStore(accessLogBucket);
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

  private keyArn(purpose: string, description: string): string {
    return new EncryptionKey(this, `${purpose}-key`, {
      account: this.environment,
      name: `${this.prefix}-${purpose}`,
      description,
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

  private bucketName(purpose: string): string {
    // The account id makes the name globally unique.
    return `${this.prefix}-${purpose}-${this.environment.accountId}`;
  }

  private accessLogBucket(): string {
    const { accountId, blobs, protectData } = this.environment;
    return accessLogBucket(this, "access-logs", {
      name: this.bucketName("access-logs"),
      accountId,
      sources: [this.bucketName("blobs"), this.bucketName("backups")],
      days: blobs.accessLogDays,
      noncurrentDays: blobs.noncurrentDays,
      protect: protectData,
    }).name;
  }

  private blobStore(accessLogBucket: string): BlobStoreHandle {
    const { blobs, edge } = this.environment;
    return copiedBucket(this, "blobs", {
      ...this.stored("blobs"),
      keyArn: this.dataKeyArn,
      expiries: [
        { prefix: blobPrefixes.events, days: blobs.eventsDays },
        { prefix: blobPrefixes.exports, days: blobs.exportsDays },
      ],
      accessLogBucket,
      requestMetrics: true,
      // The user interface sends and shows media by presigned addresses.
      browserOrigins: [`https://${edge.domain}`],
      // What users delete must be gone everywhere; a mistake is undone there as here, from versions.
      deletions: true,
    });
  }

  private backupStore(accessLogBucket: string): BlobStoreHandle {
    const { blobs } = this.environment;
    return copiedBucket(this, "backups", {
      ...this.stored("backups"),
      keyArn: this.keyArn("backups", "Backups of ClickHouse; without it none can be restored"),
      expiries: [{ prefix: "", days: blobs.backupDays }],
      accessLogBucket,
      lockDays: blobs.backupLockDays,
      // Backups go by their age alone.
      deletions: false,
    });
  }

  private stored(purpose: string) {
    const { region, blobs, protectData } = this.environment;
    return {
      name: this.bucketName(purpose),
      region,
      copies: this.copies,
      replicationName: `${this.prefix}-replicate-${purpose}`,
      alarmTopicArn: this.props.alarmTopicArn,
      noncurrentDays: blobs.noncurrentDays,
      protect: protectData,
    };
  }
}
