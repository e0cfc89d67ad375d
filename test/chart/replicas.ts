import { clustersOf } from "./clickhouse";
import { at, type KubernetesObject } from "./kubernetes";

/** How many pods an object keeps at the least, by its autoscaler or its own count; undefined where pods are not counted.
 *  @param objects - of the environment, each with its namespace */
export function replicasOf(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): number | undefined {
  switch (object.kind) {
    case "ClickHouseInstallation":
    case "ClickHouseKeeperInstallation":
      return clustersOf(object).reduce<number>(
        (sum, cluster) => sum + Number(at(cluster, "layout", "replicasCount")),
        0,
      );
    case "Alertmanager":
    case "Deployment":
    case "Prometheus":
    case "StatefulSet":
      return minimum(object, objects) ?? Number(at(object, "spec", "replicas") ?? 1);
    default:
      return undefined;
  }
}

/** The floor that an autoscaler keeps for an object. */
function minimum(
  { kind, metadata }: KubernetesObject,
  objects: readonly KubernetesObject[],
): number | undefined {
  const floors = objects
    .filter((scaler) => scaler.metadata.namespace === metadata.namespace)
    .filter((scaler) => at(scaler, "spec", "scaleTargetRef", "name") === metadata.name)
    // A ScaledObject means a Deployment unless it says otherwise.
    .filter((scaler) => (at(scaler, "spec", "scaleTargetRef", "kind") ?? "Deployment") === kind)
    .map((scaler) => at(scaler, "spec", "minReplicas") ?? at(scaler, "spec", "minReplicaCount"));
  return floors.find((floor) => typeof floor === "number");
}
