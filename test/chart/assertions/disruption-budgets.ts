import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind } from "../kubernetes";
import { budgetsOf } from "../operated-budgets";
import { replicasOf } from "../replicas";
import { type Pod, podsOf, selects } from "../selectors";

/** Auto Mode replaces every node within 21 days: a budget that allows nothing blocks it, and then loses anyway. */
export const drainableBudgets: Assertion = {
  name: "every disruption budget lets one pod go at a time",
  concerns: everyRelease,
  problems: (release, environment) =>
    ofKind(allObjects({ releases: [release] }), "PodDisruptionBudget").flatMap((budget) => {
      const pod = podsOf(environment).find((candidate) => guards(budget, candidate));
      const replicas = pod && replicasOf(pod.object, allObjects(environment));
      return budgetProblems(budget, replicas).map(
        (problem) => `PodDisruptionBudget ${budget.metadata?.name} ${problem}`,
      );
    }),
};

/** The eviction API refuses whenever two budgets speak of a pod, and does as it likes when none does. */
export const oneBudgetEach: Assertion = {
  name: "of several pods a drain takes one after the other, and none is under two budgets",
  concerns: everyRelease,
  problems: (release, environment) => {
    const objects = allObjects(environment);
    const budgets = budgetsOf(environment);
    const own = podsOf({ releases: [release] });
    return own.flatMap((pod) => {
      const names = budgets.filter((budget) => guards(budget, pod)).map(({ metadata }) => metadata?.name);
      const replicas = replicasOf(pod.object, objects) ?? 0;
      if (names.length > 1) return [`${pod.owner} is under ${names.length} budgets: ${names.join(", ")}`];
      // What stands in a chart that could not be had may be the budget.
      if (names.length === 1 || replicas < 2 || !environment.complete) return [];
      return [`${pod.owner} has ${replicas} pods or more and no disruption budget`];
    });
  },
};

/** What is wrong with a budget over this many pods; undefined when nobody says how many there are. */
export function budgetProblems({ spec }: PodDisruptionBudget, replicas: number | undefined): string[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = spec ?? {};
  if (minAvailable === undefined && maxUnavailable === undefined) return ["names no limit"];
  return [
    ...limitProblems(minAvailable, maxUnavailable, replicas),
    // Else pods that crash hold up the drain of their node once more of them crash than may be away.
    ...(unhealthyPodEvictionPolicy === "AlwaysAllow"
      ? []
      : ["keeps pods that do not serve; set unhealthyPodEvictionPolicy: AlwaysAllow"]),
  ];
}

type Limit = number | string | undefined;

function limitProblems(minAvailable: Limit, maxUnavailable: Limit, replicas: number | undefined): string[] {
  if (maxUnavailable === 0 || maxUnavailable === "0%") return ["allows no disruption; use maxUnavailable: 1"];
  if (minAvailable === "100%") return ["allows no disruption"];
  if (replicas === undefined) return [];
  if (maxUnavailable !== undefined) {
    const away = counted(maxUnavailable, replicas);
    return replicas > 1 && away >= replicas
      ? [`lets all ${replicas} pods go at once; use maxUnavailable: 1`]
      : [];
  }
  const kept = counted(minAvailable ?? 0, replicas);
  return kept < replicas ? [] : [`demands ${kept} of ${replicas} pods; use maxUnavailable: 1`];
}

/** Kubernetes rounds percents up, of those who stay as of those who go. */
function counted(limit: number | string, replicas: number): number {
  return typeof limit === "number" ? limit : Math.ceil((Number.parseFloat(limit) / 100) * replicas);
}

function guards({ metadata, spec }: PodDisruptionBudget, pod: Pod): boolean {
  return pod.namespace === metadata?.namespace && isGuardable(pod) && selects(spec?.selector, pod.labels);
}

/** Pods of Jobs end by themselves, and those of a DaemonSet are left alone by a drain. */
function isGuardable({ object }: Pod): boolean {
  return !["Job", "CronJob", "DaemonSet", "Pod"].includes(object.kind);
}
