import type { NetworkPolicyPeer } from "kubernetes-types/networking/v1";
import { type Assertion, allObjects, everyRelease, type RenderedEnvironment } from "../assertion";
import { at, type KubernetesObject, nameOf, ofKind } from "../kubernetes";
import { type Pod, podsOf, selects } from "../selectors";

/** A selector that finds nothing is no error anywhere: traffic stays closed, a budget protects nobody. */
export const foundPods: Assertion = {
  name: "whatever selects pods finds some, and whatever names a workload finds it",
  concerns: everyRelease,
  problems: ({ namespace, objects }, environment) => {
    // What it selects may stand in a chart that could not be had.
    if (!environment.complete) return [];
    const pods = podsOf(environment);
    return objects.flatMap((object) => {
      const home = object.metadata.namespace ?? namespace;
      const problems = [
        ...unfound(
          object,
          pods.filter((pod) => pod.namespace === home),
        ),
        ...ofKind([object], "NetworkPolicy").flatMap(({ spec }) =>
          [...(spec?.ingress ?? []).map(({ from }) => from), ...(spec?.egress ?? []).map(({ to }) => to)]
            .flatMap((peers) => peers ?? [])
            .flatMap((peer) => unknownPeer(peer, pods)),
        ),
        ...unknownTarget(object, home, environment),
      ];
      return [...new Set(problems)].map((problem) => `${nameOf(object)} ${problem}`);
    });
  },
};

function unfound(object: KubernetesObject, pods: readonly Pod[]): string[] {
  const found = (selector: object | undefined) => pods.some(({ labels }) => selects(selector, labels));
  const [policy] = ofKind([object], "NetworkPolicy");
  const [budget] = ofKind([object], "PodDisruptionBudget");
  const [service] = ofKind([object], "Service");
  const selector =
    policy?.spec?.podSelector ??
    budget?.spec?.selector ??
    (service?.spec?.selector && { matchLabels: service.spec.selector });
  if (!selector || found(selector) || denies(selector)) return [];
  return [`selects no pod of its namespace: ${JSON.stringify(selector)}`];
}

/** The policy of denial stands in namespaces that are still empty, too. */
function denies(selector: object): boolean {
  return Object.keys(selector).length === 0;
}

function unknownPeer({ namespaceSelector, podSelector }: NetworkPolicyPeer, pods: readonly Pod[]): string[] {
  if (!podSelector) return [];
  const name = namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"];
  const found = pods.some(
    ({ namespace, labels }) => (name === undefined || namespace === name) && selects(podSelector, labels),
  );
  return found
    ? []
    : [`permits pods that nobody starts: ${JSON.stringify({ namespace: name, ...podSelector })}`];
}

/** Autoscalers name a workload, target group bindings a Service. */
function unknownTarget(
  object: KubernetesObject,
  namespace: string,
  environment: RenderedEnvironment,
): string[] {
  const target = at(object, "spec", "scaleTargetRef", "name");
  const service = at(object, "spec", "serviceRef", "name");
  const exists = (name: unknown, kinds: readonly string[]) =>
    allObjects(environment).some(
      ({ kind, metadata }) =>
        kinds.includes(kind) && metadata.name === name && metadata.namespace === namespace,
    );
  return [
    ...(target === undefined || exists(target, ["Deployment", "StatefulSet"])
      ? []
      : [`scales '${target}', which nobody runs`]),
    ...(service === undefined || exists(service, ["Service"])
      ? []
      : [`binds the Service '${service}', which nobody makes`]),
  ];
}
