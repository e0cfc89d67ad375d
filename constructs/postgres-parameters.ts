import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import type { Construct } from "constructs";

const PARAMETERS = {
  // The default since 15, stated because everything relies on it: RDS refuses a connection without TLS.
  "rds.force_ssl": "1",
  // The default since 14, stated because the log below relies on it: a stored password is a SCRAM verifier.
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_connections: "1",
  log_disconnections: "1",
  log_lock_waits: "1",
  // Schema changes; CREATE and ALTER ROLE too, so that whoever sets a password must send its SCRAM verifier.
  log_statement: "ddl",
  // Milliseconds: slower statements are logged.
  log_min_duration_statement: "1000",
};

export interface PostgresParametersProps {
  /** Name of the instance; the group adds the version. */
  readonly instance: string;
  /** For example `17`. */
  readonly majorVersion: string;
}

/** The settings of our databases, as a parameter group of their own; its name. */
export function postgresParameters(
  scope: Construct,
  id: string,
  { instance, majorVersion }: PostgresParametersProps,
): string {
  return new DbParameterGroup(scope, id, {
    name: `${instance}-${majorVersion}`,
    family: `postgres${majorVersion}`,
    description: `Settings of ${instance}`,
    parameter: Object.entries(PARAMETERS).map(([name, value]) => ({ name, value })),
    // A major upgrade needs the new group before the instance can leave the old one.
    lifecycle: { createBeforeDestroy: true },
  }).name;
}
