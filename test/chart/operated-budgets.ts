import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
import { allObjects, type RenderedEnvironment } from "./assertion";
import { clustersOf } from "./clickhouse";
import { at, type CustomObject, ofKind } from "./kubernetes";
import { operatorLabels } from "./selectors";

/** Every disruption budget of an environment: those that are rendered, and those that operators make. */
export function budgetsOf(environment: RenderedEnvironment): PodDisruptionBudget[] {
  const objects = allObjects(environment);
  return [
    ...ofKind(objects, "PodDisruptionBudget"),
    ...ofKind(objects, "ClickHouseInstallation").flatMap(operatedBudgets),
    ...ofKind(objects, "ClickHouseKeeperInstallation").flatMap(operatedBudgets),
  ];
}

/** What Altinity's operator makes of an installation: one budget for each cluster, for one pod, unless the cluster says
 *  otherwise (pkg/model/common/creator/pdb.go and the normalizers of version 0.25). It never says what becomes of pods
 *  that do not serve. */
export function operatedBudgets(installation: CustomObject): PodDisruptionBudget[] {
  const { namespace } = installation.metadata;
  return clustersOf(installation)
    .filter((cluster) => !/^(no|false|0|disabled?|off)$/i.test(String(at(cluster, "pdbManaged") ?? "yes")))
    .map((cluster) => ({
      metadata: { name: `${installation.metadata.name}-${at(cluster, "name")}`, namespace },
      spec: {
        maxUnavailable: Number(at(cluster, "pdbMaxUnavailable") ?? 1),
        selector: { matchLabels: operatorLabels(installation) },
      },
    }));
}
