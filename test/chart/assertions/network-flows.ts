import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind, podTemplates } from "../kubernetes";
import { foreign } from "./network-policies";

/** Kinds whose pods get their labels from an operator, at run time. */
const labelledLater = ["ClickHouseInstallation", "ClickHouseKeeperInstallation"];

/** A label that a chart renames would leave a pod without any connection, which no rendering shows. */
export const ownPolicy: Assertion = {
  name: "every pod has exactly one network policy that says to whom it speaks",
  concerns: everyRelease,
  problems: ({ namespace: fallback, objects }, environment) =>
    podTemplates(objects)
      .filter(({ object }) => !labelledLater.includes(object.kind))
      .map((pod) => ({ ...pod, namespace: pod.object.metadata.namespace ?? fallback }))
      .filter(({ namespace }) => !foreign.includes(namespace))
      .flatMap(({ owner, namespace, metadata }) => {
        const labels = metadata.labels ?? {};
        const names = ofKind(allObjects(environment), "NetworkPolicy")
          .filter((policy) => policy.metadata?.namespace === namespace)
          .filter(({ spec }) => selects(spec?.podSelector.matchLabels, labels))
          .map((policy) => policy.metadata?.name);
        if (names.length === 1) return [];
        return names.length === 0
          ? [`${owner}: no network policy selects it; see constructs/workloads.ts`]
          : [`${owner}: network policies ${names.join(" and ")} both select it`];
      }),
};

/** Whether a selector names labels at all, and the pod carries them. */
function selects(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
