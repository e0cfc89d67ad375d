import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { at, type KubernetesObject, ofKind } from "../kubernetes";
import { selects } from "../selectors";

/** Auto Mode replaces every node within 21 days: a budget that allows nothing blocks it, and then loses anyway. */
export const drainableBudgets: Assertion = {
  name: "every disruption budget lets one pod go at a time",
  concerns: everyRelease,
  problems: ({ objects }, environment) =>
    ofKind(objects, "PodDisruptionBudget").flatMap((budget) =>
      budgetProblems(budget, replicasOf(budget, environment)).map(
        (problem) => `PodDisruptionBudget ${budget.metadata?.name} ${problem}`,
      ),
    ),
};

/** What is wrong with a budget over this many pods; undefined when nobody says how many there are. */
export function budgetProblems({ spec }: PodDisruptionBudget, replicas: number | undefined): string[] {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (minAvailable === undefined && maxUnavailable === undefined) return ["names no limit"];
  if (maxUnavailable !== undefined)
    return maxUnavailable === 0 || maxUnavailable === "0%"
      ? ["allows no disruption; use maxUnavailable: 1"]
      : [];
  if (typeof minAvailable === "string") return minAvailable === "100%" ? ["allows no disruption"] : [];
  if (replicas === undefined || minAvailable === undefined || minAvailable < replicas) return [];
  return [`demands ${minAvailable} of ${replicas} pods; use maxUnavailable: 1`];
}

function replicasOf(
  { metadata, spec }: PodDisruptionBudget,
  environment: RenderedEnvironment,
): number | undefined {
  const objects = allObjects(environment).filter(
    (object) => object.metadata.namespace === metadata?.namespace,
  );
  const controller = [...ofKind(objects, "Deployment"), ...ofKind(objects, "StatefulSet")].find((candidate) =>
    selects(spec?.selector, candidate.spec?.template.metadata?.labels ?? {}),
  );
  const name = controller?.metadata?.name;
  return controller && (controller.spec?.replicas ?? minimumReplicas(objects, name) ?? 1);
}

/** The floor that an autoscaler keeps for the controller of this name. */
function minimumReplicas(objects: readonly KubernetesObject[], name: string | undefined): number | undefined {
  const floors = objects
    .filter((object) => at(object, "spec", "scaleTargetRef", "name") === name)
    .map((object) => at(object, "spec", "minReplicas") ?? at(object, "spec", "minReplicaCount"));
  return floors.find((floor) => typeof floor === "number");
}
