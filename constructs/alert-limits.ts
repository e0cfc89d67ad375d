import { type ReplicaSize, serverMemoryBytes } from "./clickhouse-sizing";

/** Sizes of an environment that alerts compare with. */
export interface AlertLimits {
  readonly clickhouse: Pick<ReplicaSize, "memoryGib"> & {
    readonly replicas: number;
    /** Members of Keeper. */
    readonly keepers: number;
  };
  readonly postgres: {
    /** Size at the start; what RDS has added since is no metric. */
    readonly storageGib: number;
    readonly maxConnections: number;
  };
}

/** A rule that gives a series a value. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

const GIB = 2 ** 30;

/** The limits as series, so that alerts are the same bytes in every environment: a rule reads
 *  `scalar(langfuse:limit:<what>)`. A test holds this list to what rules read. */
export function alertLimits({ clickhouse, postgres }: AlertLimits): RecordingRule[] {
  const limits = {
    clickhouse_memory_bytes: serverMemoryBytes(clickhouse),
    clickhouse_replicas: clickhouse.replicas,
    keeper_members: clickhouse.keepers,
    postgres_max_connections: postgres.maxConnections,
    postgres_storage_bytes: postgres.storageGib * GIB,
  };
  return Object.entries(limits).map(([what, value]) => ({
    record: `langfuse:limit:${what}`,
    expr: `vector(${value})`,
  }));
}
