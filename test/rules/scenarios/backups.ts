import type { Scenarios } from "../scenario";
import { before, created, indispensable, now, succeeded } from "./stale-jobs";

const ratio = "langfuse_operations_backup_verify_clickhouse_percent_of_median";

/** A job of the drill by its name; when it was made, and whether it failed. */
const drill = (job: string) => `kube_job_created{namespace="restore-drill",job_name="${job}"}`;
const failed = (job: string, condition = "true") =>
  `kube_job_failed{namespace="restore-drill",job_name="${job}",condition="${condition}"}`;
const drilled = succeeded("restore-drill", "restore-drill");
const planned = created("restore-drill", "restore-drill");
const DAYS_35 = 3_024_000;

/** What must come of drills that failed.
 *  @param other - CronJob of the other store, which changes nothing */
function drillFailed(
  alert: string,
  { cronjob, other }: { readonly cronjob: string; readonly other: string },
  what: string,
): Scenarios {
  const [first, second, byHand] = [`${cronjob}-1`, `${cronjob}-2`, `${cronjob}-by-hand`];
  const done = succeeded(cronjob, "restore-drill");
  return {
    alert,
    fires: [
      {
        when: "a drill failed since the last that succeeded, until a later one succeeds",
        healthy: { [done]: 30, [drill(first)]: 60, [failed(first)]: 0 },
        broken: { [failed(first)]: 1 },
        after: { [failed(first)]: 1, [done]: 61 },
        labels: { job_name: first },
        says: `${first} failed: nobody has shown that the ${what} can be restored.`,
      },
      {
        when: "the first drill of all failed, whatever became of the other store's",
        healthy: {
          [succeeded(other, "restore-drill")]: 90,
          [drill(byHand)]: 60,
          [failed(byHand)]: 0,
        },
        broken: { [failed(byHand)]: 1 },
        after: { [drill(byHand)]: "gone", [failed(byHand)]: "gone" },
        labels: { job_name: byHand },
      },
    ],
    silent: [
      {
        when: "the one that failed is older than the one that succeeded",
        series: {
          [done]: 60,
          [drill(first)]: 59,
          [failed(first)]: 1,
          [drill(second)]: 60,
          [failed(second)]: 0,
        },
      },
      {
        when: "nobody knows yet how a drill ended",
        series: {
          [drill(first)]: 60,
          [failed(first, "false")]: 1,
          [failed(first, "unknown")]: 1,
        },
      },
      {
        when: "a job of another namespace failed, or of the other store",
        series: {
          [`kube_job_created{namespace="clickhouse",job_name="${first}"}`]: 60,
          [`kube_job_failed{namespace="clickhouse",job_name="${first}",condition="true"}`]: 1,
          [drill(`${other}-1`)]: 60,
          [failed(`${other}-1`)]: 1,
        },
      },
    ],
  };
}

export const backups: readonly Scenarios[] = [
  indispensable(
    "BackupStale",
    ["backup-verify-clickhouse", "backup-verify-postgres"],
    "has found no good backup for two and a half hours, or never: what is lost now is lost at least back to then.",
  ),
  indispensable(
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
  drillFailed(
    "RestoreDrillFailed",
    { cronjob: "restore-drill", other: "restore-drill-postgres" },
    "backups of ClickHouse",
  ),
  drillFailed(
    "PostgresRestoreDrillFailed",
    { cronjob: "restore-drill-postgres", other: "restore-drill" },
    "snapshots of Postgres",
  ),
  {
    alert: "RestoreDrillOverdue",
    fires: [
      {
        when: "none has succeeded for 35 days",
        healthy: { [drilled]: now, [planned]: -1e8 },
        broken: { [drilled]: before(DAYS_35 - 10) },
        reacts: 1,
        after: { [drilled]: 1e6 },
        labels: { cronjob: "restore-drill" },
        says: "restore-drill has restored no backup for 35 days, or never.",
      },
      {
        when: "none ever succeeded",
        healthy: { [planned]: now },
        broken: { [planned]: before(DAYS_35 - 10) },
        reacts: 1,
        after: { [planned]: before(DAYS_35 - 10), [drilled]: 1e6 },
        labels: { cronjob: "restore-drill" },
      },
    ],
    silent: [
      { when: "the job is old, and each month succeeds", series: { [drilled]: now, [planned]: -1e8 } },
      {
        when: "another job has not run for as long",
        series: { [succeeded("reconcile", "langfuse")]: -1e8, [created("reconcile", "langfuse")]: -1e8 },
      },
    ],
  },
];
