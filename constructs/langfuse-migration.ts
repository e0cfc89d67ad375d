import type { ClickHouseEndpoint } from "./clickhouse";
import { images } from "./images";
import type { JobContainer } from "./job-pod";
import { langfuse } from "./langfuse";
import { type SecretKeyRef, secretVariable, variables } from "./pod-environment";
import type { PostgresEndpoint } from "./postgres";
import { authorityMount, authorityVolume } from "./postgres-authority";
import { priorityClasses } from "./priority-class";
import { setupJob } from "./setup-job";

export interface LangfuseMigrationProps {
  /** Of Langfuse. */
  readonly version: string;
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database" | "username">;
  /** Of the connection to Postgres, as a query string. */
  readonly databaseArgs: string;
  readonly clickhouse: ClickHouseEndpoint;
  readonly clickhouseReplicas: number;
  /** Where the Secrets are that the job reads. */
  readonly keys: Readonly<Record<"postgresPassword" | "clickhousePassword", SecretKeyRef>>;
}

/** Seconds for the whole job, with the wait for ClickHouse. An index over a large table takes minutes. */
export const MIGRATION_DEADLINE = 1800;

/** Brings both stores to the schema of a version of Langfuse: the one place where that happens, because ClickHouse's
 *  migrations lock within one process only, and two pods that start together would leave them half done. */
export function langfuseMigration(props: LangfuseMigrationProps) {
  const { version, postgres, databaseArgs, clickhouse, keys } = props;
  return setupJob({
    name: "langfuse-migration",
    namespace: langfuse.namespace,
    serviceAccountName: langfuse.setupServiceAccount,
    priorityClassName: priorityClasses.langfuse,
    deadline: MIGRATION_DEADLINE,
    waitFor: [everyReplica(props)],
    volumes: [authorityVolume],
    container: {
      name: "migrate",
      image: `${langfuse.image}:${version}`,
      user: 1001,
      memory: "1Gi",
      // As the web pods, which run the same programs.
      readOnlyRootFilesystem: false,
      // The image migrates, then runs its arguments; here there is nothing to run.
      args: ["true"],
      volumeMounts: [authorityMount],
      // To the letter what the chart gives the web pods.
      env: [
        ...variables({
          DATABASE_HOST: databaseHost(postgres),
          DATABASE_USERNAME: postgres.username,
          DATABASE_NAME: postgres.database,
          DATABASE_ARGS: databaseArgs,
          CLICKHOUSE_URL: `http://${clickhouse.host}:${clickhouse.httpPort}`,
          CLICKHOUSE_MIGRATION_URL: `clickhouse://${clickhouse.host}:${clickhouse.nativePort}`,
          CLICKHOUSE_MIGRATION_SSL: "false",
          CLICKHOUSE_USER: clickhouse.username,
          CLICKHOUSE_DB: clickhouse.database,
          CLICKHOUSE_CLUSTER_ENABLED: "true",
        }),
        secretVariable("DATABASE_PASSWORD", keys.postgresPassword),
        secretVariable("CLICKHOUSE_PASSWORD", keys.clickhousePassword),
      ],
    },
  });
}

/** Host and port in one: Langfuse's start script reads no variable for the port. */
export function databaseHost({ host, port }: Pick<PostgresEndpoint, "host" | "port">): string {
  return `${host}:${port}`;
}

/** A statement `ON CLUSTER` fails half done while a replica is away, and then every later migration is refused as dirty. */
function everyReplica({ clickhouse, clickhouseReplicas, keys }: LangfuseMigrationProps): JobContainer {
  const query = `SELECT throwIf(count() < ${clickhouseReplicas}) FROM clusterAllReplicas('default', system.one)`;
  const client = `clickhouse-client --host ${clickhouse.host} --user ${clickhouse.username}`;
  return {
    name: "every-replica-answers",
    image: images.clickhouse,
    user: 101,
    memory: "512Mi",
    readOnlyRootFilesystem: true,
    command: ["sh", "-c", `until ${client} --query "${query}"; do sleep 5; done`],
    env: [secretVariable("CLICKHOUSE_PASSWORD", keys.clickhousePassword)],
  };
}
