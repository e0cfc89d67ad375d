import type { BlobStoreHandle } from "./blob-store";
import type { CacheEndpoint } from "./cache";
import type { ClickHouseEndpoint } from "./clickhouse";
import { databaseHost } from "./langfuse-migration";
import type { secretKeys } from "./langfuse-secrets";
import { langfuseTelemetry } from "./langfuse-telemetry";
import { maskingCallbackUrl } from "./masking-gateway";
import { type EnvironmentVariable, variables } from "./pod-environment";
import type { PostgresEndpoint } from "./postgres";
import { authorityMount, authorityVolume } from "./postgres-authority";
import { queueVariables } from "./queues";

/** How many pods of one kind there are, and how large each is. */
export interface LangfusePods {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly cpus: number;
  readonly memoryGib: number;
}

export interface LangfuseValuesProps {
  readonly version: string;
  readonly writeMode: "legacy" | "dual" | "events_only";
  readonly web: LangfusePods;
  readonly worker: LangfusePods;
  /** Where users are, for example `https://langfuse.example.com`. */
  readonly url: string;
  readonly region: string;
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database" | "username">;
  /** Of the connection to Postgres, as a query string. */
  readonly databaseArgs: string;
  readonly cache: CacheEndpoint;
  readonly clickhouse: ClickHouseEndpoint;
  readonly blobs: BlobStoreHandle;
  readonly keys: ReturnType<typeof secretKeys>;
  /** Values of the access policy, under `langfuse`. */
  readonly accessValues: Readonly<Record<string, unknown>>;
  /** Variables of the web pods alone. */
  readonly webEnvironment: readonly EnvironmentVariable[];
  readonly maskingGateway: {
    readonly kind: string;
    /** Workers hand in spans to be masked, which needs an enterprise license.
     *  @default false */
    readonly enterpriseCallback?: boolean;
  };
}

/** What the chart of Langfuse needs to know of an environment; everything else stands in `charts-values/langfuse.yaml`. */
export function langfuseValues(props: LangfuseValuesProps): Readonly<Record<string, unknown>> {
  const { version, url, region, cache, blobs, keys, web, worker } = props;
  return {
    langfuse: {
      ...props.accessValues,
      image: { tag: version },
      salt: { secretKeyRef: keys.salt },
      encryptionKey: { secretKeyRef: keys.encryptionKey },
      extraVolumes: [authorityVolume],
      extraVolumeMounts: [authorityMount],
      nextauth: { url, secret: { secretKeyRef: keys.nextAuthSecret } },
      web: {
        resources: resources(web),
        hpa: { minReplicas: web.minReplicas, maxReplicas: web.maxReplicas },
        pod: { additionalEnv: [...environment(props, web), ...WEB_ENVIRONMENT, ...props.webEnvironment] },
      },
      worker: {
        resources: resources(worker),
        pod: { additionalEnv: [...environment(props, worker), ...maskingCallback(props)] },
      },
    },
    postgresql: postgresql(props),
    redis: {
      host: cache.host,
      port: cache.port,
      auth: {
        username: cache.username,
        existingSecret: keys.cachePassword.name,
        existingSecretPasswordKey: keys.cachePassword.key,
      },
    },
    clickhouse: clickHouse(props),
    s3: { bucket: blobs.bucket, region },
  };
}

/** Milliseconds for which web keeps an idle connection, longer than the load balancer does: it is the load balancer
 *  that closes one, and never sends a request into a connection that web has just closed. */
const WEB_ENVIRONMENT = variables({ KEEP_ALIVE_TIMEOUT: "110000" });

/** What is not masked is dropped, and stays in S3 to be replayed: left alone, Langfuse would store it as it came. A batch
 *  of megabytes takes longer than its half a second. https://langfuse.com/self-hosting/security/data-masking (2026-11) */
function maskingCallback({ maskingGateway }: LangfuseValuesProps): EnvironmentVariable[] {
  if (!maskingGateway.enterpriseCallback) return [];
  return variables({
    LANGFUSE_INGESTION_MASKING_CALLBACK_URL: maskingCallbackUrl,
    LANGFUSE_INGESTION_MASKING_CALLBACK_FAIL_CLOSED: "true",
    LANGFUSE_INGESTION_MASKING_CALLBACK_TIMEOUT_MS: "5000",
  });
}

function postgresql({ postgres, databaseArgs, keys }: LangfuseValuesProps) {
  return {
    host: databaseHost(postgres),
    args: databaseArgs,
    auth: {
      username: postgres.username,
      database: postgres.database,
      existingSecret: keys.postgresPassword.name,
      secretKeys: { userPasswordKey: keys.postgresPassword.key },
    },
  };
}

function clickHouse({ clickhouse, keys }: LangfuseValuesProps) {
  const { host, httpPort, nativePort, database, username } = clickhouse;
  const { name, key } = keys.clickhousePassword;
  return {
    host,
    httpPort,
    nativePort,
    database,
    auth: { username, existingSecret: name, existingSecretKey: key },
  };
}

function resources({ cpus, memoryGib }: LangfusePods) {
  const memory = `${memoryGib}Gi`;
  // No CPU limit: a throttled worker loses its connection to the queue.
  return { requests: { cpu: `${Math.round(cpus * 1000)}m`, memory }, limits: { memory } };
}

function environment({ clickhouse, writeMode }: LangfuseValuesProps, { memoryGib }: LangfusePods) {
  const isNew = writeMode === "events_only";
  const settings = variables({
    ...queueVariables,
    // Three quarters for the heap; the rest is for buffers, threads and Prisma's engine.
    NODE_OPTIONS: `--max-old-space-size=${memoryGib * 768}`,
    CLICKHOUSE_MAX_BYTES_BEFORE_EXTERNAL_GROUP_BY: String(clickhouse.spillBytes),
    // Version 4's own mode is the default of both.
    LANGFUSE_MIGRATION_V4_WRITE_MODE: isNew ? undefined : writeMode,
    LANGFUSE_MIGRATION_V4_NATIVE_OTEL_BEHAVIOUR: isNew ? undefined : "dual_write",
  });
  return [...settings, ...langfuseTelemetry()];
}
