import { clickHouseCredentials, type UserSettings } from "./clickhouse-user";

/** A user of ClickHouse for jobs that count, and the key of its password in {@link clickHouseCredentials}. */
export const clickHouseReader = { username: "reader", passwordKey: "reader-password" } as const;

/** Names of projects and objects, and no word of what people sent. */
const GRANTS = [
  "GRANT SELECT(project_id, span_id, blob_storage_file_path, created_at) ON default.events_full",
  "GRANT SELECT(project_id, bucket_path, created_at) ON default.blob_storage_file_log",
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
