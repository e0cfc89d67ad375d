import { deepEqual } from "node:assert/strict";
import { endedWell, type Operator, refused } from "../script";
import { ENVIRONMENT, PRESENT } from "./instances";
import { RESTORED, SCRIPT, type Scene, TIME } from "./restore-script";

/** An instance that was restored beside the present one, and RDS says what it says on a bad day. */
export async function troubles({ operator, recorder, report, instances }: Scene): Promise<void> {
  const when = (name: string, pretend: (reply: string) => string, sentences: readonly string[]) =>
    report.step(SCRIPT, name, async () => {
      recorder.pretend = pretend;
      try {
        refused(
          await operator.runs(SCRIPT, [ENVIRONMENT, TIME], { answer: `restore ${ENVIRONMENT}` }),
          1,
          sentences,
        );
      } finally {
        recorder.pretend = (reply) => reply;
      }
    });
  const inRestored = (from: string, to: string) => (reply: string) =>
    reply.includes(`<DBInstanceIdentifier>${RESTORED}<`) ? reply.replace(from, to) : reply;
  const latest = "<LatestRestorableTime>2026-01-01T00:00:00.123Z<";

  await report.step(
    SCRIPT,
    "does not exchange instances of one account beside another's cluster",
    async () => {
      const elsewhere = `arn:aws:eks:us-east-1:123456789012:cluster/langfuse-${ENVIRONMENT}`;
      const { status, said } = await operator.runs(SCRIPT, [ENVIRONMENT, TIME, "--switch"], {
        variables: { KUBECTL_CLUSTER: elsewhere },
      });
      refused({ status, said }, 1, [
        `kubectl speaks to ${elsewhere}, and AWS is asked for account 123456789012 in eu-west-1; choose`,
      ]);
      deepEqual((await instances()).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort(), [
        PRESENT,
        RESTORED,
      ]);
    },
  );
  await when(
    "says that there is nothing to restore from",
    (reply) => reply.replaceAll("<BackupRetentionPeriod>35<", "<BackupRetentionPeriod>0<"),
    [`${PRESENT} keeps no backups; postgres.backupDays is 0`],
  );
  await when(
    "says up to when it can restore now",
    (reply) => reply.replaceAll(/<LatestRestorableTime>[^<]*</g, latest),
    [`${TIME} is newer than 2026-01-01T00:00:00Z, up to which ${PRESENT} can be restored now; wait`],
  );
  await when(
    "waits no longer for an instance that cannot come up",
    inRestored("<DBInstanceStatus>available<", "<DBInstanceStatus>incompatible-network<"),
    [`${RESTORED} is 'incompatible-network'; aws rds describe-events`],
  );
  await when(
    "names each setting in which the new instance differs",
    inRestored("<MultiAZ>true<", "<MultiAZ>false<"),
    [`${RESTORED} differs from ${PRESENT}`, '<   "MultiAZ": true', '>   "MultiAZ": false'],
  );
}

/** A time before a major upgrade: RDS refuses a parameter group of another version. */
export async function olderVersion({ operator, recorder, report }: Scene): Promise<void> {
  await report.step(
    SCRIPT,
    "leaves parameters to RDS, when it is told that the version differs",
    async () => {
      const time = new Date(Date.parse(TIME) - 60_000).toISOString().replace(/\.\d+/, "");
      endedWell(
        await operator.runs(SCRIPT, [ENVIRONMENT, time, "--default-parameters"], {
          answer: `restore ${ENVIRONMENT}`,
        }),
      );
      const { RestoreTime, DBParameterGroupName } =
        recorder.sent("RestoreDBInstanceToPointInTime").at(-1) ?? {};
      deepEqual([RestoreTime, DBParameterGroupName], [time, undefined]);
    },
  );
}

/** @throws unless workers were away meanwhile, and came back */
export function isPausedMeanwhile(operator: Operator): void {
  const calls = operator.kubectlCalls().filter((call) => !call.startsWith("config"));
  deepEqual(
    calls.map((call) => call.replace(/ --overwrite$/, "")),
    [
      "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas=0",
      "-n langfuse wait --for=delete pod -l app.kubernetes.io/component=worker --timeout=5m",
      "-n langfuse rollout restart deployment/langfuse-web deployment/langfuse-worker",
      "-n langfuse annotate scaledobject langfuse-worker autoscaling.keda.sh/paused-replicas-",
      "-n langfuse rollout status deployment/langfuse-web --timeout=15m",
    ],
  );
}
