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
  /** An environment may have none. */
  readonly clientSecrets: readonly ClientSecret[];
}

/** What an application proves itself with at an identity provider. */
export interface ClientSecret {
  readonly application: "Langfuse" | "Grafana";
  /** Kind of the provider. */
  readonly provider: string;
  readonly secretArn: string;
  /** The day on which it ends, such as `2027-03-01`, or `never`. */
  readonly expires: string;
}

/** A rule that gives a series a value. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  /** @default - those of what is read */
  readonly labels?: Readonly<Record<string, string>>;
}

const GIB = 2 ** 30;

/** The limits as series, so that alerts are the same bytes in every environment: a rule reads
 *  `scalar(langfuse:limit:<what>)`. A test holds this list to what rules read. */
export function alertLimits({ clickhouse, postgres, clientSecrets }: AlertLimits): RecordingRule[] {
  const limits = {
    clickhouse_memory_bytes: serverMemoryBytes(clickhouse),
    clickhouse_replicas: clickhouse.replicas,
    keeper_members: clickhouse.keepers,
    postgres_max_connections: postgres.maxConnections,
    postgres_storage_bytes: postgres.storageGib * GIB,
  };
  return [
    ...Object.entries(limits).map(([what, value]) => ({
      record: `langfuse:limit:${what}`,
      expr: `vector(${value})`,
    })),
    ...clientSecrets.filter(({ expires }) => expires !== "never").map(clientSecretExpiry),
  ];
}

/** When a client secret ends: at the beginning of its last day, whatever clock the provider has. */
function clientSecretExpiry({ application, provider, secretArn, expires }: ClientSecret): RecordingRule {
  // What people type at AWS: the name, without the six characters that AWS appends.
  const secretName = secretArn.replace(/^.*:/, "").replace(/-\w{6}$/, "");
  return {
    record: "langfuse:limit:client_secret_expiry_seconds",
    expr: `vector(${Date.parse(`${expires}T00:00:00Z`) / 1000})`,
    labels: { application, provider, secret_name: secretName },
  };
}
