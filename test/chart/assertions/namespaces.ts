import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind } from "../kubernetes";

/** Namespaces that every cluster has. */
const builtIn = ["kube-system"];

/** A namespace that nobody declares has no pod security label and no network policy. */
export const declaredNamespaces: Assertion = {
  name: "everything stands in a namespace that the platform declares",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    const declared = ofKind(allObjects(environment), "Namespace").map(({ metadata }) => metadata?.name);
    const used = new Set([namespace, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])]);
    return [...used]
      .filter((name) => !declared.includes(name) && !builtIn.includes(name))
      .map((name) => `namespace '${name}' is declared by no release; add it to the platform stack`);
  },
};
