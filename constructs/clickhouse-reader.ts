import { clickHouseCredentials, type UserSettings } from "./clickhouse-user";

/** A user of ClickHouse for jobs that count, and the key of its password in {@link clickHouseCredentials}. */
export const clickHouseReader = { username: "reader", passwordKey: "reader-password" } as const;

/** The Secret with that password in other namespaces, for jobs there. */
export const readerPassword = { name: "clickhouse-reader", key: "password" } as const;

/** Langfuse's tables that hold what people sent, and the column that tells rows of a project apart. Its tables of passing
 *  things are not among them. https://github.com/langfuse/langfuse/tree/v4.16.0/packages/shared/clickhouse/migrations */
export const countedTables = {
  events_full: "span_id",
  events_core: "span_id",
  traces: "id",
  observations: "id",
  scores: "id",
  dataset_run_items_rmt: "id",
  blob_storage_file_log: "bucket_path",
} as const;

/** Names of projects and objects, and no word of what people sent. */
const GRANTS = [
  ...Object.entries(countedTables).map(
    ([table, column]) => `GRANT SELECT(project_id, ${column}, created_at) ON default.${table}`,
  ),
  "GRANT SELECT(blob_storage_file_path) ON default.events_full",
  "GRANT SELECT ON system.mutations",
];

/** The user, from wherever network policies let somebody come. */
export const readerUser: UserSettings = {
  [`${clickHouseReader.username}/password`]: {
    valueFrom: {
      secretKeyRef: { name: clickHouseCredentials.secret, key: clickHouseReader.passwordKey },
    },
  },
  [`${clickHouseReader.username}/profile`]: clickHouseReader.username,
  [`${clickHouseReader.username}/networks/ip`]: "::/0",
  [`${clickHouseReader.username}/grants/query`]: GRANTS,
};

/** Its profile: it changes nothing, not even a setting, and never takes what queries of people need. */
export const readerProfile: Readonly<Record<string, string>> = {
  [`${clickHouseReader.username}/readonly`]: "1",
  [`${clickHouseReader.username}/max_threads`]: "2",
  [`${clickHouseReader.username}/max_memory_usage`]: "2000000000",
  [`${clickHouseReader.username}/max_execution_time`]: "300",
};
