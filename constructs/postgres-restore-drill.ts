import { Construct } from "constructs";
import type { Account } from "./account";
import type { ClusterHandle } from "./cluster";
import { POSTGRES_MONITOR } from "./database-role";
import { externalSecret } from "./external-secret";
import { images } from "./images";
import { Manifests } from "./manifests";
import { namespaces } from "./namespaces";
import { type SecretKeyRef, secretVariable, variables } from "./pod-environment";
import type { PostgresEndpoint } from "./postgres";
import { authorityMount, authorityVolume, postgresAuthority, verifiedConnection } from "./postgres-authority";
import { priorityClasses } from "./priority-class";
import { RESTORED_PREFIX, type RestoreTestHandle } from "./restore-test";
import { SCRIPTS, scheduledJob } from "./scheduled-job";
import { serviceAccount } from "./service-account";
import { type Permission, PodIdentity } from "./workload-identity";

export interface PostgresRestoreDrillProps {
  readonly account: Account;
  readonly cluster: ClusterHandle;
  readonly roleName: string;
  /** The test that restores what is looked into. */
  readonly test: RestoreTestHandle;
  /** What it is compared with. */
  readonly postgres: Pick<PostgresEndpoint, "host" | "port" | "database">;
  /** Secret with the password of Postgres' role that may ask and not read. */
  readonly passwordSecretArn: string;
  /** Certificate of whoever signs the servers', as PEM. */
  readonly authority: string;
}

/** Name of the CronJob, of its pods, of its service account, and middle part of its figures' names. */
export const POSTGRES_RESTORE_DRILL = "restore-drill-postgres";

const namespace = namespaces.restoreDrill;
const SCRIPT = `${POSTGRES_RESTORE_DRILL}.sh`;
const PASSWORD: SecretKeyRef = { name: "postgres-monitor", key: "password" };

/** Once a month a job looks into the database that AWS Backup has restored for a test: it compares the schema and whatever
 *  people have made with the Postgres that they use, and tells AWS Backup, which deletes the instance then. It asks both with
 *  a role that reads no table, and the password that the snapshot holds as well.
 *  Cost: a pod of 256 MiB for an hour or two a month, and a request to AWS for each minute of it. */
export class PostgresRestoreDrill extends Construct {
  constructor(scope: Construct, id: string, props: PostgresRestoreDrillProps) {
    super(scope, id);
    const { account, cluster, roleName, passwordSecretArn, authority } = props;
    const { association } = new PodIdentity(this, "identity", {
      account,
      cluster,
      name: roleName,
      namespace,
      serviceAccount: POSTGRES_RESTORE_DRILL,
      permissions: permissions(account),
    });
    new Manifests(this, POSTGRES_RESTORE_DRILL, {
      namespace,
      manifests: [
        serviceAccount({ name: POSTGRES_RESTORE_DRILL, namespace }),
        externalSecret({
          name: PASSWORD.name,
          namespace,
          data: { [PASSWORD.key]: { secretArn: passwordSecretArn } },
        }),
        postgresAuthority({ namespace, certificate: authority }),
        ...postgresRestoreDrillJob(props),
      ],
      // Pods that start before it have no role.
      after: [association],
    });
  }
}

/** The CronJob and the ConfigMap of its script. */
export function postgresRestoreDrillJob({
  account,
  test,
  postgres,
}: Pick<PostgresRestoreDrillProps, "account" | "test" | "postgres">) {
  const withAws = {
    image: images.awsCli,
    // The images name no user of ours; nobody has nothing, and each step reads what the one before wrote.
    user: 65_534,
    memory: "256Mi",
    env: variables({
      AWS_REGION: account.region,
      AWS_PAGER: "",
      HOME: "/tmp",
      PLAN_ARN: test.planArn,
      KEY_ARN: test.keyArn,
    }),
  };
  return scheduledJob({
    name: POSTGRES_RESTORE_DRILL,
    namespace,
    serviceAccountName: POSTGRES_RESTORE_DRILL,
    priorityClassName: priorityClasses.operations,
    // AWS Backup begins between six and seven.
    schedule: "5 7 1 * *",
    startingDeadline: 7200,
    // Five hours of waiting, and an hour to compare: within the window of what is restored.
    deadline: 21_600,
    // A second attempt that succeeds would hide that the first did not.
    backoffLimit: 0,
    scripts: [SCRIPT],
    volumes: [authorityVolume],
    beside: [
      { ...withAws, name: "find", command: step("find") },
      {
        name: "compare",
        image: images.postgres,
        user: 65_534,
        memory: "256Mi",
        command: step("compare"),
        volumeMounts: [authorityMount],
        env: [
          ...variables({
            SOURCE: postgres.host,
            SOURCE_PORT: String(postgres.port),
            PGDATABASE: postgres.database,
            PGUSER: POSTGRES_MONITOR,
            PGCONNECT_TIMEOUT: "10",
          }),
          ...verifiedConnection,
          secretVariable("PGPASSWORD", PASSWORD),
        ],
      },
    ],
    container: { ...withAws, command: step("report") },
  });
}

function step(name: "find" | "compare" | "report"): string[] {
  return ["bash", `${SCRIPTS}/${SCRIPT}`, name];
}

function permissions({ region, accountId }: Account): Permission[] {
  return [
    {
      sid: "Verdict",
      actions: ["backup:DescribeRestoreJob", "backup:ListRestoreJobs", "backup:PutRestoreValidationResult"],
      resources: { everyBecause: "AWS Backup knows no ARN of a restore job" },
    },
    {
      sid: "Restored",
      actions: ["rds:DescribeDBInstances"],
      resources: [`arn:aws:rds:${region}:${accountId}:db:${RESTORED_PREFIX}*`],
    },
  ];
}
