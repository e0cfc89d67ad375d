import type { NetworkPolicy } from "kubernetes-types/networking/v1";
import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind, podTemplates } from "../kubernetes";

/** Namespaces in which AWS's own add-ons run, with the policies that AWS gives them. */
export const foreign = ["kube-system"];

/** What nobody allowed is closed, so that one taken pod does not reach the others. */
export const deniedByDefault: Assertion = {
  name: "pods run only where traffic is denied by default, in both directions",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    // Where pods are, and where somebody means to keep them from speaking.
    const used = [
      ...podTemplates(objects).map(({ object }) => object.metadata.namespace ?? namespace),
      ...ofKind(objects, "NetworkPolicy").flatMap(({ metadata }) => metadata?.namespace ?? []),
    ];
    const policies = ofKind(allObjects(environment), "NetworkPolicy");
    return [...new Set(used)]
      .filter((name) => !foreign.includes(name))
      .flatMap((name) => ["Ingress", "Egress"].map((direction) => ({ name, direction })))
      .filter(({ name, direction }) => !policies.some((policy) => denies(policy, name, direction)))
      .map(
        ({ name, direction }) =>
          `namespace '${name}' has no policy that denies all ${direction.toLowerCase()}`,
      );
  },
};

/** Whether a policy selects every pod of a namespace and allows none of the direction's traffic. */
function denies({ metadata, spec }: NetworkPolicy, namespace: string, direction: string): boolean {
  const selector = spec?.podSelector ?? {};
  const everyPod = !selector.matchLabels && !selector.matchExpressions;
  const rules = (direction === "Ingress" ? spec?.ingress : spec?.egress) ?? [];
  return (
    metadata?.namespace === namespace &&
    everyPod &&
    rules.length === 0 &&
    Boolean(spec?.policyTypes?.includes(direction))
  );
}
