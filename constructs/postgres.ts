import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import type { Account } from "./account";
import { EnhancedMonitoringRole } from "./enhanced-monitoring-role";
import { LogGroup } from "./log-group";
import { POSTGRES_AUTHORITY } from "./postgres-authority";
import { postgresParameters } from "./postgres-parameters";
import { RestoreTest, type RestoreTestHandle } from "./restore-test";
import { SecurityGroup } from "./security-group";
import { StorageAlarm } from "./storage-alarm";
import type { VpcHandle } from "./vpc";

/** What a consumer needs in order to connect; safe to hand to another stack. */
export interface PostgresEndpoint {
  readonly host: string;
  readonly port: number;
  /** Database and role that the bootstrap job creates for Langfuse. */
  readonly database: string;
  readonly username: string;
  /** Secret with the password of `username`; alphanumeric, because Langfuse does not URL-encode it. */
  readonly passwordSecretArn: string;
  /** Secret that RDS keeps and rotates for the master user; only the bootstrap job reads it. */
  readonly masterSecretArn: string;
  /** @default - no snapshot is ever restored to see what is in it */
  readonly restoreTest?: RestoreTestHandle;
}

export interface PostgresProps {
  readonly account: Account;
  /** Identifier of the instance, and first part of the name of whatever belongs to it. */
  readonly name: string;
  readonly vpc: VpcHandle;
  readonly instanceClass: string;
  /** A synchronous copy in a second zone, which takes over within one to two minutes. */
  readonly standby: boolean;
  readonly storageGib: number;
  /** Storage grows by itself up to this size. */
  readonly maxStorageGib: number;
  /** Days for which any second can be restored. */
  readonly backupDays: number;
  readonly logDays: number;
  /** Encrypts storage, backups and query statistics. */
  readonly dataKeyArn: string;
  /** Encrypts the master password. */
  readonly secretsKeyArn: string;
  readonly logsKeyArn: string;
  /** Where AWS's own alarms go. */
  readonly alarmTopicArn: string;
  /** Secret with the password that the bootstrap job gives to Langfuse's role. */
  readonly passwordSecretArn: string;
  /** Vault of AWS Backup from which the newest snapshot is restored once a month.
   * @default - none is */
  readonly testedVault?: string;
  /** Refuse to be destroyed and, when forced, leave a snapshot and the backups; changes wait for the window. */
  readonly protect: boolean;
}

/** Langfuse supports 15 and newer; 17 has community support until November 2029. */
export const POSTGRES_MAJOR_VERSION = "17";
const PORT = 5432;
const LOGS = ["postgresql", "upgrade"];

/** Langfuse's transactional store: projects, keys, prompts, users. RDS for PostgreSQL, encrypted, TLS only, open to
 *  workloads only, with a master password that AWS makes, keeps and rotates.
 *  Cost: about 50 USD a month for db.t4g.medium and 125 for db.m7g.large in us-east-1, twice that with a standby, and
 *  0.115 USD per GB (aws.amazon.com/rds/postgresql/pricing). */
export class Postgres extends Construct {
  readonly endpoint: PostgresEndpoint;
  readonly instanceArn: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { name, protect } = props;
    const securityGroupId = this.securityGroupId(props);
    const instance = new DbInstance(this, "instance", {
      identifier: name,
      engine: "postgres",
      // Minor versions, and security fixes with them, install themselves in the maintenance window: a pinned one would
      // be undone by the next plan. A major version is a planned change of one line.
      engineVersion: POSTGRES_MAJOR_VERSION,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      parameterGroupName: postgresParameters(this, "parameters", {
        instance: name,
        majorVersion: POSTGRES_MAJOR_VERSION,
      }),
      instanceClass: props.instanceClass,
      multiAz: props.standby,
      ...this.storage(props),
      ...this.access(props, securityGroupId),
      ...this.observation(props),
      backupRetentionPeriod: props.backupDays,
      // In UTC; RDS refuses windows that overlap.
      backupWindow: "01:30-02:30",
      maintenanceWindow: "sun:03:00-sun:04:00",
      applyImmediately: !protect,
      copyTagsToSnapshot: true,
      deletionProtection: protect,
      deleteAutomatedBackups: !protect,
      skipFinalSnapshot: !protect,
      // A snapshot outlives its instance, so a fixed name fails the second time. The security group is as old as the
      // installation: its id makes the name unique without a clock or a random value in every plan.
      finalSnapshotIdentifier: protect ? `${name}-final-${securityGroupId}` : undefined,
      lifecycle: { preventDestroy: protect },
      // RDS would make the groups itself, unencrypted and for ever.
      dependsOn: this.logGroups(props),
    });
    new StorageAlarm(this, "storage-low", {
      name: `${name}-storage-low`,
      topicArn: props.alarmTopicArn,
      instance: instance.identifier,
      storageGib: props.storageGib,
    });
    this.instanceArn = instance.arn;
    this.endpoint = {
      host: instance.address,
      port: PORT,
      database: "langfuse",
      username: "langfuse",
      passwordSecretArn: props.passwordSecretArn,
      masterSecretArn: instance.masterUserSecret.get(0).secretArn,
      restoreTest: this.restoreTest(props, instance),
    };
  }

  private restoreTest(props: PostgresProps, { dbSubnetGroupName, parameterGroupName }: DbInstance) {
    const { testedVault: vault, name: instance, dataKeyArn: keyArn } = props;
    if (vault === undefined) return undefined;
    const majorVersion = POSTGRES_MAJOR_VERSION;
    const groups = { subnetGroupName: dbSubnetGroupName, parameterGroupName };
    const test = { ...props, ...groups, instance, majorVersion, vault, keyArn };
    return new RestoreTest(this, "restore-test", test).handle;
  }

  private securityGroupId({ name, vpc }: PostgresProps): string {
    const group = new SecurityGroup(this, "security-group", {
      vpcId: vpc.vpcId,
      name,
      description: "The database of Langfuse",
    });
    group.allowFrom("workloads", {
      description: "Langfuse, its jobs and its metrics",
      port: PORT,
      peer: { securityGroupId: vpc.workloadSecurityGroupId },
    });
    return group.id;
  }

  private storage({ storageGib, maxStorageGib, dataKeyArn }: PostgresProps) {
    return {
      storageType: "gp3",
      allocatedStorage: storageGib,
      maxAllocatedStorage: maxStorageGib,
      storageEncrypted: true,
      kmsKeyId: dataKeyArn,
    };
  }

  private access({ name, vpc, secretsKeyArn }: PostgresProps, securityGroupId: string) {
    return {
      dbSubnetGroupName: new DbSubnetGroup(this, "subnets", { name, subnetIds: [...vpc.dataSubnetIds] }).name,
      vpcSecurityGroupIds: [securityGroupId],
      publiclyAccessible: false,
      port: PORT,
      caCertIdentifier: POSTGRES_AUTHORITY,
      username: "administrator",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: secretsKeyArn,
      // For people: a token for 15 minutes instead of a shared password. Langfuse could not renew one.
      iamDatabaseAuthenticationEnabled: true,
    };
  }

  private observation({ account, name, dataKeyArn }: PostgresProps) {
    return {
      enabledCloudwatchLogsExports: LOGS,
      monitoringInterval: 60,
      monitoringRoleArn: new EnhancedMonitoringRole(this, "monitoring", { account, instance: name }).arn,
      databaseInsightsMode: "standard",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: dataKeyArn,
      // Days, as many as are free.
      performanceInsightsRetentionPeriod: 7,
    };
  }

  private logGroups({ name, logDays, logsKeyArn }: PostgresProps): LogGroup[] {
    return LOGS.map(
      (log) =>
        new LogGroup(this, `${log}-log`, {
          name: `/aws/rds/instance/${name}/${log}`,
          retentionInDays: logDays,
          keyArn: logsKeyArn,
        }),
    );
  }
}
