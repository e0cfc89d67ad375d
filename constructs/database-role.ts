import { readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "./images";
import { langfuse } from "./langfuse";
import { type SecretKeyRef, secretVariable, variables } from "./pod-environment";
import type { PostgresEndpoint } from "./postgres";
import { authorityMount, authorityVolume, verifiedConnection } from "./postgres-authority";
import { priorityClasses } from "./priority-class";
import { setupJob } from "./setup-job";

export interface DatabaseRoleProps {
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database" | "username">;
  /** Where the Secrets are that the job reads. */
  readonly keys: Readonly<
    Record<"masterUsername" | "masterPassword" | "postgresPassword" | "postgresMonitorPassword", SecretKeyRef>
  >;
}

/** Seconds for the whole job; psql needs one of them. */
export const DATABASE_ROLE_DEADLINE = 600;

const SCRIPT = readFileSync(join(__dirname, "..", "charts-values", "database-role.sh"), "utf8");

/** Role that may ask what the functions of the script answer, and reads no table. */
export const POSTGRES_MONITOR = "monitor";

/** Makes the role and the database that Langfuse uses, and a role that may only ask some questions, and sets the
 *  passwords of both. The only pod that reads the master user's. RDS replaces that one every seven days, and the copy
 *  follows within the hour: in between the job fails, and the next deployment ends well. */
export function databaseRole({ postgres, keys }: DatabaseRoleProps) {
  return setupJob({
    name: "database-role",
    namespace: langfuse.namespace,
    serviceAccountName: langfuse.setupServiceAccount,
    priorityClassName: priorityClasses.langfuse,
    deadline: DATABASE_ROLE_DEADLINE,
    waitFor: [],
    volumes: [authorityVolume],
    container: {
      name: "psql",
      image: images.postgres,
      // `postgres` in the Alpine image.
      user: 70,
      memory: "64Mi",
      readOnlyRootFilesystem: true,
      command: ["sh", "-c", SCRIPT],
      volumeMounts: [authorityMount],
      env: [
        ...variables({
          PGHOST: postgres.host,
          PGPORT: String(postgres.port),
          PGCONNECT_TIMEOUT: "10",
          ROLE: postgres.username,
          DATABASE: postgres.database,
          MONITOR: POSTGRES_MONITOR,
        }),
        ...verifiedConnection,
        secretVariable("PGUSER", keys.masterUsername),
        secretVariable("PGPASSWORD", keys.masterPassword),
        secretVariable("PASSWORD", keys.postgresPassword),
        secretVariable("MONITOR_PASSWORD", keys.postgresMonitorPassword),
      ],
    },
  });
}
