import { type Assertion, allObjects, everyRelease } from "../assertion";
import { type KubernetesObject, ofKind } from "../kubernetes";

/** Namespaces that every cluster has. */
const builtIn = ["kube-system"];

/** A policy may close the one that every cluster has and nobody uses; nothing else stands there. */
const closesDefault = ({ kind, metadata }: KubernetesObject) =>
  kind === "NetworkPolicy" && metadata.namespace === "default";

/** A namespace that nobody declares has no pod security label and no network policy. */
export const declaredNamespaces: Assertion = {
  name: "everything stands in a namespace that the platform declares",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    const declared = ofKind(allObjects(environment), "Namespace").map(({ metadata }) => metadata?.name);
    const ours = objects.filter((object) => !closesDefault(object));
    const used = new Set([namespace, ...ours.flatMap(({ metadata }) => metadata.namespace ?? [])]);
    return [...used]
      .filter((name) => !declared.includes(name) && !builtIn.includes(name))
      .map((name) => `namespace '${name}' is declared by no release; add it to the platform stack`);
  },
};
