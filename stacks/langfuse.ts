import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type AccessSettings, accessSettings } from "../constructs/access";
import type { ApplicationSecretsHandle } from "../constructs/application-secrets";
import type { BlobStoreHandle } from "../constructs/blob-store";
import type { CacheEndpoint } from "../constructs/cache";
import { Chart } from "../constructs/chart";
import type { ClickHouseEndpoint } from "../constructs/clickhouse";
import type { ClusterHandle } from "../constructs/cluster";
import { type DatabaseArgs, databaseArgs } from "../constructs/database-connection";
import { DATABASE_ROLE_DEADLINE, databaseRole } from "../constructs/database-role";
import type { EdgeHandle } from "../constructs/edge";
import { langfuse } from "../constructs/langfuse";
import { langfuseMigration, MIGRATION_DEADLINE } from "../constructs/langfuse-migration";
import { langfusePermissions } from "../constructs/langfuse-permissions";
import { langfusePodSettings } from "../constructs/langfuse-pod-settings";
import { langfuseSecrets, secretKeys } from "../constructs/langfuse-secrets";
import { langfuseBudgets, webTraffic, workerScaler } from "../constructs/langfuse-traffic";
import { langfuseValues } from "../constructs/langfuse-values";
import { Manifests } from "../constructs/manifests";
import { MaskingGatewayRelease } from "../constructs/masking-gateway-release";
import type { PostgresEndpoint } from "../constructs/postgres";
import { postgresAuthority } from "../constructs/postgres-authority";
import { postgresQuestions } from "../constructs/postgres-questions";
import { RECONCILIATION } from "../constructs/reconciliation";
import { releaseReconciliation } from "../constructs/reconciliation-release";
import { serviceAccount } from "../constructs/service-account";
import { signInOutputs } from "../constructs/sign-in-outputs";
import { SingleSignOn } from "../constructs/single-sign-on";
import { PodIdentity } from "../constructs/workload-identity";
import { authorityOf, type Environment } from "../environments/schema";
import { InClusterStack } from "./in-cluster-stack";

export interface LangfuseStackProps {
  readonly edge: EdgeHandle;
  readonly cluster: ClusterHandle;
  readonly secrets: ApplicationSecretsHandle;
  readonly postgres: PostgresEndpoint;
  readonly cache: CacheEndpoint;
  readonly blobs: BlobStoreHandle;
  readonly clickhouse: ClickHouseEndpoint;
  readonly clickhouseReaderPasswordArn: string;
}

/** How much longer Helm waits for a Job than the Job may take, so that it is the Job that says what went wrong. */
const GRACE_SECONDS = 60;

/** Langfuse: prepared stores, then pods, then traffic. It holds no state; removing it loses nothing. */
export class LangfuseStack extends InClusterStack {
  private readonly keys: ReturnType<typeof secretKeys>;
  private readonly databaseArgs: DatabaseArgs;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: LangfuseStackProps,
  ) {
    super(scope, environment, "langfuse", props.cluster);
    this.keys = secretKeys(environment.rotations);
    this.databaseArgs = databaseArgs(environment.langfuse.connectionsPerPod);
    const sso = this.singleSignOn();
    const projectKeyGeneration = environment.rotations.projectKey;
    const access = accessSettings({ ...environment.access, ...props.secrets, projectKeyGeneration });
    const role = this.databaseRole(this.foundation(sso, access));
    const migration = this.migration(role);
    this.traffic(this.application(sso, access, [migration, this.identity()]));
    // Only in version 4's own mode do rows name the objects that they come from.
    if (environment.langfuse.writeMode === "events_only") this.accounting(migration);
    this.maskingGateway();
    signInOutputs(this, { region: environment.region, callbackUrls: sso.callbackUrls, ...props.secrets });
  }

  private singleSignOn(): SingleSignOn {
    const { sso: providers, edge, protectData } = this.environment;
    return new SingleSignOn(this, "sso", {
      providers,
      domain: edge.domain,
      poolName: `${this.prefix}-users`,
      protect: protectData,
    });
  }

  /** What pods need before the first of them starts. */
  private foundation(sso: SingleSignOn, access: AccessSettings): ITerraformDependable {
    const { secrets, postgres, cache } = this.props;
    return new Manifests(this, "langfuse-foundation", {
      namespace: langfuse.namespace,
      manifests: [
        serviceAccount({ name: langfuse.setupServiceAccount, namespace: langfuse.namespace }),
        ...langfuseSecrets({
          secrets,
          generations: this.environment.rotations,
          postgresPasswordArn: postgres.passwordSecretArn,
          postgresMasterArn: postgres.masterSecretArn,
          cachePasswordArn: cache.passwordSecretArn,
          settings: [sso.settings, access],
        }),
        postgresAuthority({ namespace: langfuse.namespace, certificate: authorityOf(this.environment) }),
        ...langfusePodSettings(),
      ],
    }).release;
  }

  private databaseRole(foundation: ITerraformDependable): ITerraformDependable {
    return new Manifests(this, "database-role", {
      namespace: langfuse.namespace,
      manifests: [databaseRole({ postgres: this.props.postgres, keys: this.keys })],
      after: [foundation],
      timeout: DATABASE_ROLE_DEADLINE + GRACE_SECONDS,
    }).release;
  }

  /** When it fails, the pods of the version before go on serving. What nobody would see in Postgres is asked by the hour. */
  private migration(role: ITerraformDependable): ITerraformDependable {
    const { keys, databaseArgs, props, environment } = this;
    return new Manifests(this, "langfuse-migration", {
      namespace: langfuse.namespace,
      manifests: [
        langfuseMigration({
          version: environment.langfuse.version,
          postgres: props.postgres,
          databaseArgs: databaseArgs.migration,
          clickhouse: props.clickhouse,
          clickhouseReplicas: environment.clickhouse.replicas,
          keys,
        }),
        ...postgresQuestions({ postgres: props.postgres, password: keys.postgresMonitorPassword }),
      ],
      after: [role],
      timeout: MIGRATION_DEADLINE + GRACE_SECONDS,
    }).release;
  }

  private identity(): ITerraformDependable {
    const { cluster, blobs } = this.props;
    return new PodIdentity(this, "identity", {
      account: this.environment,
      name: `${this.prefix}-langfuse`,
      cluster,
      namespace: langfuse.namespace,
      serviceAccount: langfuse.name,
      permissions: langfusePermissions(this.environment, blobs),
    }).association;
  }

  private application(
    sso: SingleSignOn,
    access: AccessSettings,
    after: readonly ITerraformDependable[],
  ): ITerraformDependable {
    const { environment, props, keys, databaseArgs } = this;
    return new Chart(this, langfuse.name, {
      namespace: langfuse.namespace,
      wiring: langfuseValues({
        ...environment.langfuse,
        ...props,
        url: props.edge.url,
        region: environment.region,
        databaseArgs: databaseArgs.pods,
        keys,
        accessValues: access.values,
        webEnvironment: [...sso.settings.environment, ...access.environment],
        maskingGateway: environment.maskingGateway,
      }),
      after,
      // New nodes, an image of 1 GB, and one pod after the other.
      timeout: 1200,
    }).release;
  }

  private traffic(application: ITerraformDependable): void {
    const { edge, cache } = this.props;
    const { worker } = this.environment.langfuse;
    new Manifests(this, "langfuse-traffic", {
      namespace: langfuse.namespace,
      manifests: [webTraffic(edge.targetGroupArn), workerScaler(worker, cache), ...langfuseBudgets()],
      after: [application],
    });
  }

  /** Its tables come with the migration. */
  private accounting(migration: ITerraformDependable): void {
    releaseReconciliation(this, {
      ...this.props,
      account: this.environment,
      version: this.environment.langfuse.version,
      passwordSecretArn: this.props.clickhouseReaderPasswordArn,
      roleName: `${this.prefix}-${RECONCILIATION}`,
      after: [migration],
    });
  }

  /** It stands before Langfuse and waits for nothing of it. */
  private maskingGateway(): void {
    const { maskingTargetGroupArn: targetGroupArn } = this.props.edge;
    const { maskingGateway } = this.environment;
    if (maskingGateway.kind === "none" || targetGroupArn === undefined) return;
    new MaskingGatewayRelease(this, "masking", { ...maskingGateway, ...this.props.secrets, targetGroupArn });
  }
}
