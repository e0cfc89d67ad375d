import { all, atLeast, atMost, exactly } from "../expectations";
import { requires } from "../requires";
import type { Expectation, Rule } from "../rule";

const between = (minimum: number, maximum: number): Expectation => all(atLeast(minimum), atMost(maximum));

/** Half a day: the longest is a drill that restores everything. */
const ends = between(60, 43_200);

const HOOK_DELETE_POLICY = "helm.sh/hook-delete-policy";

/** Annotations of a job that the next release removes, whose fields could not be changed otherwise. */
const replaced: Expectation = {
  expected: `${HOOK_DELETE_POLICY}: before-hook-creation`,
  holds: (value) => Object(value)[HOOK_DELETE_POLICY] === "before-hook-creation",
  violations: (value) => [undefined, { ...Object(value), [HOOK_DELETE_POLICY]: "hook-failed" }],
};

/** What runs and ends: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
export const jobRules: readonly Rule[] = [
  requires({
    id: "own-schedules-apart",
    rows: ["P18"],
    title:
      "What runs by the clock never runs twice at once, is not made up for late, and leaves few pods behind",
    upstream: [],
    type: "CronJob",
    exists: true,
    arguments: {
      "spec.concurrencyPolicy": exactly("Forbid"),
      "spec.timeZone": exactly("Etc/UTC"),
      // Below ten seconds the controller may look too late, and never start it.
      "spec.startingDeadlineSeconds": between(60, 86_400),
      "spec.successfulJobsHistoryLimit": between(1, 5),
      "spec.failedJobsHistoryLimit": between(1, 10),
    },
  }),
  requires({
    id: "own-schedules-end",
    rows: ["P18"],
    title: "Each of its runs ends within half a day, and is tried a few times at most",
    upstream: [],
    type: "CronJob",
    arguments: {
      "spec.jobTemplate.spec.activeDeadlineSeconds": ends,
      "spec.jobTemplate.spec.backoffLimit": between(0, 3),
      // Restarted in place, a container loses the log of the attempt before.
      "spec.jobTemplate.spec.template.spec.restartPolicy": exactly("Never"),
    },
  }),
  requires({
    id: "own-jobs-end",
    rows: ["P18"],
    title: "What runs once ends within half a day, and makes room for the next release's",
    upstream: [],
    type: "Job",
    exists: true,
    arguments: {
      "spec.activeDeadlineSeconds": ends,
      "spec.backoffLimit": between(0, 6),
      "spec.template.spec.restartPolicy": exactly("Never"),
      "metadata.annotations": replaced,
    },
  }),
];
