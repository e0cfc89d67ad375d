import type { Construct } from "constructs";
import { type ApplicationSecretsHandle, secretsOfData } from "../constructs/application-secrets";
import { BackupVerification } from "../constructs/backup-verification";
import type { BlobStoreHandle } from "../constructs/blob-store";
import { type ClickHouseEndpoint, clickHouseInstallation, clickhouse } from "../constructs/clickhouse";
import {
  type BackupPlace,
  backupPermissions,
  backupSettings,
  backupUser,
  clickHouseBackupJob,
} from "../constructs/clickhouse-backup";
import { keeperInstallation } from "../constructs/clickhouse-keeper";
import { clickHouseReader } from "../constructs/clickhouse-reader";
import { spillBytes } from "../constructs/clickhouse-sizing";
import { topologyIsForLife } from "../constructs/clickhouse-topology";
import { clickHouseCredentials } from "../constructs/clickhouse-user";
import type { ClusterHandle } from "../constructs/cluster";
import { externalSecret } from "../constructs/external-secret";
import { GeneratedSecret } from "../constructs/generated-secret";
import { images } from "../constructs/images";
import { Manifests } from "../constructs/manifests";
import { namespaces } from "../constructs/namespaces";
import type { PostgresEndpoint } from "../constructs/postgres";
import { POSTGRES_RESTORE_DRILL, PostgresRestoreDrill } from "../constructs/postgres-restore-drill";
import { priorityClasses } from "../constructs/priority-class";
import { RestoreDrill } from "../constructs/restore-drill";
import type { CopiesHandle } from "../constructs/second-region";
import { serviceAccount } from "../constructs/service-account";
import { ServiceAccountRole } from "../constructs/workload-identity";
import { authorityOf, type Environment } from "../environments/schema";
import { vaultAccountOf } from "./bootstrap/reach";
import { InClusterStack } from "./in-cluster-stack";

export interface ClickHouseStackProps {
  readonly cluster: ClusterHandle;
  readonly secrets: ApplicationSecretsHandle;
  readonly postgres: PostgresEndpoint;
  readonly backups: BlobStoreHandle;
  readonly blobs: BlobStoreHandle;
  /** @default - there are no copies in another region */
  readonly copies?: CopiesHandle;
}

const SERVICE_ACCOUNT = "clickhouse";
/** Keeper has no business in AWS. */
const KEEPER_SERVICE_ACCOUNT = "clickhouse-keeper";

/** The trace store, in a release of its own: removing Langfuse never removes traces, and removing this stack leaves the
 *  volumes. */
export class ClickHouseStack extends InClusterStack {
  readonly clickhouse: ClickHouseEndpoint;
  /** Secret with the password of the user that jobs count as. */
  readonly readerPasswordArn: string;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: ClickHouseStackProps,
  ) {
    super(scope, environment, "clickhouse", props.cluster);
    this.readerPasswordArn = this.password(
      "reader-password",
      "Password of the user in ClickHouse who counts",
    );
    const { replicas, keepers, ...size } = environment.clickhouse;
    const place: BackupPlace = { bucket: props.backups.bucket, region: environment.region };
    const priorityClassName = priorityClasses.data;
    new Manifests(this, "clickhouse", {
      namespace: namespaces.clickhouse,
      manifests: [
        ...this.identities(),
        this.passwords(),
        ...topologyIsForLife(),
        keeperInstallation({
          priorityClassName,
          serviceAccountName: KEEPER_SERVICE_ACCOUNT,
          members: keepers,
          image: images.keeper,
        }),
        clickHouseInstallation({
          ...size,
          priorityClassName,
          serviceAccountName: SERVICE_ACCOUNT,
          replicas,
          image: images.clickhouse,
          users: backupUser,
          settings: backupSettings(place),
        }),
        ...clickHouseBackupJob({ ...place, replicas }),
      ],
    });
    this.verification();
    if (environment.restoreDrill === "monthly") this.restoreDrill();
    this.postgresRestoreDrill();
    const { host, httpPort, nativePort, database } = clickhouse;
    const { username } = clickHouseCredentials;
    this.clickhouse = { host, httpPort, nativePort, database, username, spillBytes: spillBytes(size) };
  }

  /** ClickHouse's S3 client is proven with tokens of the cluster's issuer, not with Pod Identity. */
  private identities() {
    const namespace = namespaces.clickhouse;
    const { roleArn } = new ServiceAccountRole(this, "backups", {
      account: this.environment,
      name: `${this.prefix}-clickhouse`,
      cluster: this.props.cluster,
      namespace,
      serviceAccount: SERVICE_ACCOUNT,
      permissions: backupPermissions(this.environment, this.props.backups),
    });
    return [
      serviceAccount({ name: SERVICE_ACCOUNT, namespace, roleArn }),
      serviceAccount({ name: KEEPER_SERVICE_ACCOUNT, namespace }),
    ];
  }

  /** Of every store: whoever loses this stack finds the backups of the others here, too. */
  private verification(): void {
    const { cluster, backups, blobs, copies } = this.props;
    new BackupVerification(this, "backup-verification", {
      account: this.environment,
      cluster,
      roleName: `${this.prefix}-backup-verify`,
      backups,
      blobs,
      copies: copies && {
        ...copies,
        secrets: Object.keys(secretsOfData).map((id) => `${this.prefix}/${id}`),
        abroad: vaultAccountOf(this.environment),
      },
      instance: `${this.prefix}-postgres`,
      vault: this.prefix,
      cache: `${this.prefix}-cache`,
    });
  }

  private restoreDrill(): void {
    const { cluster, backups } = this.props;
    new RestoreDrill(this, "restore-drill", {
      account: this.environment,
      cluster,
      roleName: `${this.prefix}-restore-drill`,
      backups,
      storageGib: this.environment.clickhouse.storageGib,
      passwordSecretArn: this.readerPasswordArn,
    });
  }

  /** Beside the other drill. Where no snapshot is restored, nobody looks into one. */
  private postgresRestoreDrill(): void {
    const { cluster, postgres, secrets } = this.props;
    if (!postgres.restoreTest) return;
    new PostgresRestoreDrill(this, "postgres-restore-drill", {
      account: this.environment,
      cluster,
      roleName: `${this.prefix}-${POSTGRES_RESTORE_DRILL}`,
      test: postgres.restoreTest,
      postgres,
      passwordSecretArn: secrets.postgresMonitorPasswordArn,
      authority: authorityOf(this.environment),
    });
  }

  private passwords() {
    const { secret, passwordKey, backupPasswordKey } = clickHouseCredentials;
    return externalSecret({
      name: secret,
      namespace: namespaces.clickhouse,
      data: {
        [passwordKey]: { secretArn: this.props.secrets.clickhousePasswordArn },
        [backupPasswordKey]: {
          secretArn: this.password("backup-password", "Password of the user in ClickHouse who makes backups"),
        },
        [clickHouseReader.passwordKey]: { secretArn: this.readerPasswordArn },
      },
    });
  }

  private password(id: string, description: string): string {
    const { rotations, protectData } = this.environment;
    return new GeneratedSecret(this, id, {
      name: `${this.prefix}/clickhouse-${id}`,
      description,
      keyArn: this.props.secrets.keyArn,
      generation: rotations.clickhouse,
      alphabet: "alphanumeric",
      length: 48,
      protect: protectData,
    }).arn;
  }
}
