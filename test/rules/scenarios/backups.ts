import type { Levels, Scenarios } from "../scenario";

const succeeded = (cronjob: string, namespace = "observability") =>
  `kube_cronjob_status_last_successful_time{namespace="${namespace}",cronjob="${cronjob}"}`;
const created = (cronjob: string, namespace = "observability") =>
  `kube_cronjob_created{namespace="${namespace}",cronjob="${cronjob}"}`;
const ratio = "langfuse_operations_backup_verify_clickhouse_percent_of_median";

/** Time begins at zero: what happened so many seconds before the trouble, which begins after ten minutes. */
const before = (seconds: number) => 600 - seconds;
/** A job that has just succeeded, minute by minute. */
const now = "+60";

/** What must come of jobs that do not succeed, or never did. */
export function stale(alert: string, jobs: readonly string[], says: string): Scenarios {
  return {
    alert,
    fires: jobs.flatMap((cronjob) => [
      {
        when: `${cronjob} has failed for two and a half hours`,
        healthy: { [succeeded(cronjob)]: now, [created(cronjob)]: -1e6 },
        broken: { [succeeded(cronjob)]: before(8990) },
        reacts: 1,
        after: { [succeeded(cronjob)]: 1e6 },
        labels: { cronjob },
        says: `${cronjob} ${says}`,
      },
      {
        when: `${cronjob} never succeeded`,
        healthy: { [created(cronjob)]: now },
        broken: { [created(cronjob)]: before(8990) },
        reacts: 1,
        after: { [created(cronjob)]: before(8990), [succeeded(cronjob)]: 1e6 },
        labels: { cronjob },
      },
    ]),
    silent: [
      {
        when: "each run succeeds, and the job is old",
        series: levels(jobs, (cronjob) => ({ [succeeded(cronjob)]: now, [created(cronjob)]: -1e7 })),
      },
      { when: "another job fails", series: { [succeeded("reconcile")]: -1e6, [created("reconcile")]: -1e6 } },
    ],
  };
}

function levels(jobs: readonly string[], of: (cronjob: string) => Levels): Levels {
  return Object.assign({}, ...jobs.map(of));
}

export const backups: readonly Scenarios[] = [
  stale(
    "BackupStale",
    ["backup-verify-clickhouse", "backup-verify-postgres"],
    "has found no good backup for two and a half hours, or never: what is lost now is lost at least back to then.",
  ),
  stale(
    "BackupCopyStale",
    ["backup-verify-valkey", "backup-verify-s3"],
    "has not been content for two and a half hours, or never was.",
  ),
  {
    alert: "BackupTooSmall",
    fires: [
      {
        when: "the newest is less than half of those before",
        healthy: { [ratio]: 50 },
        broken: { [ratio]: 49 },
        says: "It holds 49 % of the median of those before. Old backups are deleted day by day: look now.",
      },
    ],
  },
];
