/** `spec.configuration.users` of an installation: paths below `users`, a value or a reference to a secret. */
export type UserSettings = Readonly<Record<string, string | readonly string[] | SecretReference>>;

interface SecretReference {
  readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** Kubernetes secret that External Secrets keeps in ClickHouse's namespace, and the users whose passwords it holds. */
export const clickHouseCredentials = {
  secret: "clickhouse-credentials",
  username: "langfuse",
  passwordKey: "langfuse-password",
  backupPasswordKey: "backup-password",
} as const;

/** What Langfuse's documentation lists, and nothing on other databases.
 *  https://langfuse.com/self-hosting/deployment/infrastructure/clickhouse#user-permissions (2026-11) */
const GRANTS = [
  "GRANT SELECT, INSERT, ALTER UPDATE, ALTER DELETE, CREATE, DROP TABLE, DROP VIEW ON default.*",
  "GRANT ALTER ADD COLUMN, ALTER MODIFY COLUMN, ALTER VIEW MODIFY QUERY ON default.*",
  "GRANT ALTER ADD INDEX, ALTER DROP INDEX, ALTER MATERIALIZE INDEX ON default.*",
  // The background migration that fills the wide table of version 4.
  "GRANT SYSTEM SYNC REPLICA, SYSTEM MERGES ON default.*",
  "GRANT ALTER SETTINGS ON default.observations_pid_tid_sorting",
  "GRANT SELECT ON system.parts",
  "GRANT SELECT ON system.mutations",
  "GRANT SELECT ON system.tables",
  "GRANT SELECT ON system.processes",
  "GRANT SELECT ON system.query_log",
  // `ON CLUSTER` statements, and reads over all replicas.
  "GRANT CLUSTER ON *.*",
  "GRANT REMOTE ON *.*",
];

/** Langfuse's user. Its password reaches the server as an environment variable of the pod, so that neither the resource
 *  nor the configuration that the operator writes holds it; after a rotation the pods must restart. */
export const langfuseUser: UserSettings = {
  [`${clickHouseCredentials.username}/password`]: {
    valueFrom: {
      secretKeyRef: { name: clickHouseCredentials.secret, key: clickHouseCredentials.passwordKey },
    },
  },
  [`${clickHouseCredentials.username}/profile`]: "langfuse",
  // The operator would admit the pod itself only; network policies say which pods may come.
  [`${clickHouseCredentials.username}/networks/ip`]: "::/0",
  [`${clickHouseCredentials.username}/grants/query`]: GRANTS,
};
