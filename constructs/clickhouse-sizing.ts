/** What one replica of ClickHouse is given. */
export interface ReplicaSize {
  readonly cpus: number;
  readonly memoryGib: number;
  readonly storageGib: number;
}

const GIB = 2 ** 30;

/** Bytes from which a query of one pod of this size groups and sorts on disk. Langfuse sends its own limit with every
 *  query, 32 GB by default, which a smaller pod never reaches: pass this one as
 *  `CLICKHOUSE_MAX_BYTES_BEFORE_EXTERNAL_GROUP_BY`. */
export const spillBytes = ({ memoryGib }: Pick<ReplicaSize, "memoryGib">): number => (memoryGib * GIB) / 4;

/** Share of a pod's memory that its server uses; the rest is for the page cache and for what no tracker sees. */
const SERVER_SHARE = 0.8;

/** Bytes above which a server of a pod of this size refuses queries and stops merges. */
export const serverMemoryBytes = ({ memoryGib }: Pick<ReplicaSize, "memoryGib">): number =>
  memoryGib * GIB * SERVER_SHARE;

/** Settings of the server that follow its size; ClickHouse's defaults are for servers of 64 GiB and more.
 *  https://clickhouse.com/docs/operations/settings/settings and
 *  https://clickhouse.com/docs/operations/server-configuration-parameters/settings (2026-11) */
export function serverSettings(size: ReplicaSize): Readonly<Record<string, string>> {
  const { memoryGib, storageGib } = size;
  const merges = mergeThreads(size);
  // Two merges or mutations for each thread, ClickHouse's ratio.
  const slots = merges * 2;
  return settings({
    max_server_memory_usage_to_ram_ratio: SERVER_SHARE,
    mark_cache_size: (memoryGib * GIB) / 16,
    primary_index_cache_size: (memoryGib * GIB) / 16,
    background_pool_size: merges,
    // The server refuses to start when one of them exceeds the slots.
    "merge_tree/number_of_free_entries_in_pool_to_execute_mutation": Math.ceil(slots / 2),
    "merge_tree/number_of_free_entries_in_pool_to_lower_max_size_of_merge": Math.ceil(slots / 4),
    "merge_tree/number_of_free_entries_in_pool_to_execute_optimize_entire_partition": Math.ceil(
      (slots * 3) / 4,
    ),
    // A merge needs its result's size again; a quarter of the volume always has room for that.
    "merge_tree/max_bytes_to_merge_at_max_space_in_pool": Math.min(150, storageGib / 4) * GIB,
    // A full volume cannot even delete: merges stop while 5 percent are free.
    "storage_configuration/disks/default/keep_free_space_bytes": Math.ceil((storageGib * GIB) / 20),
  });
}

/** Limits of one query. */
export function queryLimits(size: Pick<ReplicaSize, "memoryGib">): Readonly<Record<string, string>> {
  return settings({
    max_memory_usage: (size.memoryGib * GIB) / 2,
    max_bytes_before_external_group_by: spillBytes(size),
    max_bytes_before_external_sort: spillBytes(size),
  });
}

function mergeThreads({ cpus }: Pick<ReplicaSize, "cpus">): number {
  return Math.min(16, Math.max(4, Math.ceil(cpus * 2)));
}

function settings(values: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}`]));
}
