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

export interface PostgresQuestionsProps {
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database">;
  /** Where the password of Postgres' role {@link POSTGRES_MONITOR} is. */
  readonly password: SecretKeyRef;
}

interface Question {
  /** Of the CronJob, of its pods, of its service account and of its script, and middle part of its figures' names. */
  readonly name: string;
  /** Of every hour; far from the others', because the role has two connections. */
  readonly minute: number;
}

const QUESTIONS: readonly Question[] = [
  // Have background migrations failed, or does nobody work on them? Workers take one when they start and never look again.
  { name: "background-migrations", minute: 25 },
  // How many projects, users, keys, prompts are there? Whoever deletes rows beside Langfuse leaves no other trace.
  { name: "postgres-rows", minute: 55 },
];

/** Asks Postgres every hour what Langfuse has no metric of, as a role that calls functions of
 *  `charts-values/database-role.sh`, reads no table, and gets names, states and counts.
 *  Cost: a pod of 64 MiB for some seconds an hour for each question. */
export function postgresQuestions(props: PostgresQuestionsProps): Manifest[] {
  return QUESTIONS.flatMap((question) => hourly(question, props));
}

function hourly({ name, minute }: Question, { postgres, password }: PostgresQuestionsProps): Manifest[] {
  const { namespace } = langfuse;
  const script = `${name}.sh`;
  return [
    serviceAccount({ name, namespace }),
    ...scheduledJob({
      name,
      namespace,
      schedule: `${minute} * * * *`,
      startingDeadline: 1200,
      deadline: 600,
      serviceAccountName: name,
      priorityClassName: priorityClasses.controllers,
      scripts: [script],
      volumes: [authorityVolume],
      container: {
        image: images.postgres,
        // `postgres` in the Alpine image, which has Bash as well.
        user: 70,
        memory: "64Mi",
        command: ["bash", `${SCRIPTS}/${script}`],
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
