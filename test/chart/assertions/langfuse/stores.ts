import type { Container } from "kubernetes-types/core/v1";
import { POOL_CHECK_SECONDS } from "../../../support/prisma";
import { type Assertion, isLangfuse } from "../../assertion";
import { nameOf } from "../../kubernetes";
import { perProgram, textOf } from "../../langfuse";

/** The data stack, the clickhouse stack and their backups hold what is kept; nothing may be kept beside them. */
export const externalStores: Assertion = {
  name: "the chart brings no store of its own",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    objects
      .filter(({ kind }) =>
        /^(StatefulSet|PersistentVolumeClaim|ClickHouseCluster|KeeperCluster)$/.test(kind),
      )
      .map((object) => `${nameOf(object)} is a bundled store; set its 'deploy' to false`),
};

/** The chart's `postgresql.port` and `postgresql.auth.args` do nothing. */
export const databaseAddress: Assertion = {
  name: "the database is reached at its port, encrypted, with a bounded pool",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) => {
      const settings = new URLSearchParams(textOf(container, "DATABASE_ARGS"));
      const encrypted = ["require", "verify-ca", "verify-full"].includes(settings.get("sslmode") ?? "");
      return [
        ...(textOf(container, "DATABASE_PORT") ? ["DATABASE_PORT is read by nobody; write host:port"] : []),
        ...(textOf(container, "DATABASE_HOST") ? [] : ["DATABASE_HOST is not set"]),
        ...(encrypted ? [] : ["DATABASE_ARGS lacks sslmode=require; set postgresql.args"]),
        ...(Number(settings.get("connection_limit")) > 0 ? [] : ["DATABASE_ARGS lacks connection_limit"]),
        // A connection that was given up sooner would go out again unasked.
        ...(Number(settings.get("socket_timeout")) > POOL_CHECK_SECONDS
          ? []
          : [`DATABASE_ARGS lacks a socket_timeout of more than ${POOL_CHECK_SECONDS} s`]),
      ];
    }),
};

/** Prisma verifies nothing unless it is told to be strict, and knows no authority of RDS unless it finds it in a file. */
export const databaseVerified: Assertion = {
  name: "the database proves who it is, by an authority that is mounted where Prisma looks",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container: { volumeMounts = [], ...container } }) => {
      const settings = new URLSearchParams(textOf(container, "DATABASE_ARGS"));
      const authority = settings.get("sslcert") ?? "";
      const isMounted = volumeMounts.some(({ mountPath }) => authority.startsWith(`${mountPath}/`));
      return [
        ...(settings.get("sslaccept") === "strict" ? [] : ["DATABASE_ARGS lacks sslaccept=strict"]),
        ...(authority ? [] : ["DATABASE_ARGS lacks sslcert"]),
        ...(isMounted || !authority ? [] : [`nothing is mounted where sslcert is: ${authority}`]),
      ];
    }),
};

/** In cluster mode the chart never says who logs in. */
export const cacheAddress: Assertion = {
  name: "the cache is reached encrypted, as a named user",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) => {
      const cluster = textOf(container, "REDIS_CLUSTER_ENABLED") === "true";
      const user = cluster
        ? textOf(container, "REDIS_USERNAME")
        : /^rediss:\/\/([^:@]+):\$\(REDIS_PASSWORD\)@/.exec(
            textOf(container, "REDIS_CONNECTION_STRING"),
          )?.[1];
      return [
        ...(textOf(container, "REDIS_TLS_ENABLED") === "true" ? [] : ["REDIS_TLS_ENABLED is not true"]),
        ...(user
          ? []
          : [`no user logs in to the cache; set ${cluster ? "REDIS_USERNAME" : "redis.auth.username"}`]),
      ];
    }),
};

/** The chart's defaults fit MinIO: region `auto`, and the bucket in the path. */
export const bucketAddress: Assertion = {
  name: "buckets are addressed as AWS does it, in the environment's region, without keys",
  concerns: isLangfuse,
  problems: ({ objects }, { environment: { region } }) =>
    perProgram(objects, ({ container }) => [
      ...["EVENT_UPLOAD", "BATCH_EXPORT", "MEDIA_UPLOAD"].flatMap((use) =>
        bucketProblems(container, use, region),
      ),
      ...(container.env ?? [])
        .filter(({ name }) => /^LANGFUSE_S3_.*_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(name))
        .map(({ name }) => `remove ${name}; Pod Identity signs the requests`),
    ]),
};

function bucketProblems(container: Container, use: string, region: string): string[] {
  const setting = (name: string) => textOf(container, `LANGFUSE_S3_${use}_${name}`);
  return [
    ...(setting("BUCKET") ? [] : [`${use} has no bucket`]),
    ...(setting("REGION") === region ? [] : [`${use} is in region '${setting("REGION")}', not '${region}'`]),
    ...(setting("FORCE_PATH_STYLE") === "false"
      ? []
      : [`${use} uses path style; set s3.forcePathStyle: false`]),
    ...(/(^|\/)$/.test(setting("PREFIX")) ? [] : [`${use} has a prefix that does not end in '/'`]),
  ];
}

/** Migrations name database and cluster `default`; any other name needs migrations by hand. */
export const columnStoreNames: Assertion = {
  name: "ClickHouse's database and cluster are both named default, and tables are replicated",
  concerns: isLangfuse,
  problems: ({ objects }) =>
    perProgram(objects, ({ container }) => {
      const setting = (name: string) => textOf(container, name);
      return [
        ...(setting("CLICKHOUSE_URL") ? [] : ["CLICKHOUSE_URL is not set"]),
        ...(setting("CLICKHOUSE_DB") === "default" ? [] : [`CLICKHOUSE_DB is '${setting("CLICKHOUSE_DB")}'`]),
        ...(["", "default"].includes(setting("CLICKHOUSE_CLUSTER_NAME"))
          ? []
          : ["CLICKHOUSE_CLUSTER_NAME is set"]),
        ...(setting("CLICKHOUSE_CLUSTER_ENABLED") === "true"
          ? []
          : ["CLICKHOUSE_CLUSTER_ENABLED is not true"]),
        ...(setting("CLICKHOUSE_USER") === "default" ? ["the administrator 'default' is used"] : []),
      ];
    }),
};
