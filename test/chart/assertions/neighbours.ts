import type { PodSpec } from "kubernetes-types/core/v1";
import { type Assertion, allObjects, everyRelease } from "../assertion";
import { containersOf, type KubernetesObject, podTemplates } from "../kubernetes";

/** A pod that names what does not exist is refused, or waits for it for ever. */
export const existingNeighbours: Assertion = {
  name: "every service account, priority class and configuration that a pod names exists",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    const all = allObjects(environment);
    return podTemplates(objects).flatMap(({ owner, object, spec }) => {
      const home = object.metadata.namespace ?? namespace;
      return neighbours(spec)
        .filter((neighbour) => !builtIn.includes(neighbour.name) && !exists(neighbour, home, all))
        .map(({ kind, name }) => `${owner}: no release makes the ${kind} '${name}'`);
    });
  },
};

interface Neighbour {
  readonly kind: "ConfigMap" | "PriorityClass" | "ServiceAccount";
  readonly name: string;
}

/** What Kubernetes itself makes. */
const builtIn = ["default", "kube-root-ca.crt", "system-cluster-critical", "system-node-critical"];

function neighbours(spec: PodSpec): Neighbour[] {
  const configMaps = [
    ...(spec.volumes ?? []).map(({ configMap }) => configMap),
    ...(spec.volumes ?? []).flatMap(
      ({ projected }) => projected?.sources?.map(({ configMap }) => configMap) ?? [],
    ),
    ...containersOf(spec).flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.configMapKeyRef)),
    ...containersOf(spec).flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => configMapRef)),
  ];
  return [
    ...(spec.serviceAccountName ? [{ kind: "ServiceAccount", name: spec.serviceAccountName } as const] : []),
    ...(spec.priorityClassName ? [{ kind: "PriorityClass", name: spec.priorityClassName } as const] : []),
    ...configMaps.flatMap((reference) =>
      reference?.name && !reference.optional ? [{ kind: "ConfigMap", name: reference.name } as const] : [],
    ),
  ];
}

function exists({ kind, name }: Neighbour, namespace: string, objects: readonly KubernetesObject[]): boolean {
  return objects.some(
    (object) =>
      object.kind === kind &&
      object.metadata.name === name &&
      (kind === "PriorityClass" || object.metadata.namespace === namespace),
  );
}
