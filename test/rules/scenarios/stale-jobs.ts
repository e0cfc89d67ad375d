import type { Levels, Scenarios } from "../scenario";

/** When a CronJob last succeeded. */
export const succeeded = (cronjob: string, namespace = "observability") =>
  `kube_cronjob_status_last_successful_time{namespace="${namespace}",cronjob="${cronjob}"}`;
/** When a CronJob was made. */
export const created = (cronjob: string, namespace = "observability") =>
  `kube_cronjob_created{namespace="${namespace}",cronjob="${cronjob}"}`;
/** Time begins at zero: what happened so many seconds before the trouble, which begins after ten minutes. */
export const before = (seconds: number) => 600 - seconds;
/** A job that has just succeeded, minute by minute. */
export const now = "+60";

/** What must come of jobs that do not succeed, or never did.
 *  @param seconds - after which somebody is told of either */
export function stale(
  alert: string,
  jobs: readonly string[],
  says: string,
  { failing, never }: { readonly failing: number; readonly never: number } = { failing: 9000, never: 9000 },
): Scenarios {
  return {
    alert,
    fires: jobs.flatMap((cronjob) => [
      {
        when: `${cronjob} has failed for ${failing / 3600} hours`,
        healthy: { [succeeded(cronjob)]: now, [created(cronjob)]: -1e6 },
        broken: { [succeeded(cronjob)]: before(failing - 10) },
        reacts: 1,
        after: { [succeeded(cronjob)]: 1e6 },
        labels: { cronjob },
        says: `${cronjob} ${says}`,
      },
      {
        when: `${cronjob} never succeeded`,
        healthy: { [created(cronjob)]: now },
        broken: { [created(cronjob)]: before(never - 10) },
        reacts: 1,
        after: { [created(cronjob)]: before(never - 10), [succeeded(cronjob)]: 1e6 },
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

/** The same where every environment has these jobs: one that is gone is told of as one that fails. */
export function indispensable(alert: string, jobs: readonly string[], says: string): Scenarios {
  const scenarios = stale(alert, jobs, says);
  const all = levels(jobs, (cronjob) => ({ [succeeded(cronjob)]: now, [created(cronjob)]: -1e7 }));
  const removed = (cronjob: string): Levels => ({ [succeeded(cronjob)]: "gone", [created(cronjob)]: "gone" });
  const watched = { 'up{job="kube-state-metrics"}': 1 };
  return {
    ...scenarios,
    fires: [
      ...scenarios.fires,
      ...jobs.map((cronjob) => ({
        when: `somebody removed ${cronjob}`,
        healthy: { ...watched, ...all },
        broken: removed(cronjob),
        labels: { cronjob },
      })),
    ],
    silent: [
      ...(scenarios.silent ?? []),
      {
        when: "nobody knows which jobs there are",
        series: { 'up{job="kube-state-metrics"}': 0 },
      },
    ],
  };
}

function levels(jobs: readonly string[], of: (cronjob: string) => Levels): Levels {
  return Object.assign({}, ...jobs.map(of));
}
