import { POSTGRES_MONITOR } from "./database-role";
import { images } from "./images";
import { langfuse } from "./langfuse";
import type { Manifest } from "./manifests";
import { type SecretKeyRef, secretVariable, variables } from "./pod-environment";
import type { PostgresEndpoint } from "./postgres";
import { authorityMount, authorityVolume, verifiedConnection } from "./postgres-authority";
import { priorityClasses } from "./priority-class";
import { SCRIPTS, scheduledJob } from "./scheduled-job";
import { serviceAccount } from "./service-account";

export interface BackgroundMigrationsProps {
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database">;
  /** Where the password of Postgres' role {@link POSTGRES_MONITOR} is. */
  readonly password: SecretKeyRef;
}

/** Name of the CronJob, of its pods, of its service account, and middle part of its figures' names. */
const NAME = "background-migrations";
const SCRIPT = `${NAME}.sh`;

/** Looks every hour whether background migrations have failed, or nobody works on them: workers take one when they start and
 *  never look again, and Langfuse has no metric of it. It asks as a role that sees names and states alone. */
export function backgroundMigrations({ postgres, password }: BackgroundMigrationsProps): Manifest[] {
  const { namespace } = langfuse;
  return [
    serviceAccount({ name: NAME, namespace }),
    ...scheduledJob({
      name: NAME,
      namespace,
      schedule: "25 * * * *",
      startingDeadline: 1200,
      deadline: 600,
      serviceAccountName: NAME,
      priorityClassName: priorityClasses.controllers,
      scripts: [SCRIPT],
      volumes: [authorityVolume],
      container: {
        image: images.postgres,
        // `postgres` in the Alpine image, which has Bash as well.
        user: 70,
        memory: "64Mi",
        command: ["bash", `${SCRIPTS}/${SCRIPT}`],
        volumeMounts: [authorityMount],
        env: [
          ...variables({
            PGHOST: postgres.host,
            PGPORT: String(postgres.port),
            PGDATABASE: postgres.database,
            PGUSER: POSTGRES_MONITOR,
            PGCONNECT_TIMEOUT: "10",
          }),
          ...verifiedConnection,
          secretVariable("PGPASSWORD", password),
        ],
      },
    }),
  ];
}
