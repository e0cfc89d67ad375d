import { z } from "zod";

/** Counts from one; raise it by one and the next deployment generates a new value. */
const generation = z.int().min(1);

/** Generations of the secrets that can be replaced; those that cannot are absent on purpose. */
export const rotations = z.strictObject({
  /** Passwords of Langfuse in Postgres, and of the job that asks it how migrations are. */
  postgres: generation,
  /** Password of Langfuse in Valkey. */
  cache: generation,
  /** Password of Langfuse in ClickHouse. */
  clickhouse: generation,
  /** Signs sessions: a new value signs everybody out. */
  session: generation,
  /** API key of the first project: a new value is a second key, and the old one works until it is deleted in Langfuse. */
  projectKey: generation,
  /** Password of Grafana's administrator. */
  grafana: generation,
});
