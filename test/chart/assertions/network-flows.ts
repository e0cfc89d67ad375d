import { type Assertion, allObjects, everyRelease } from "../assertion";
import { ofKind } from "../kubernetes";
import { podsOf, selects } from "../selectors";
import { foreign } from "./network-policies";

/** A label that a chart renames would leave a pod without any connection, which no rendering shows. */
export const ownPolicy: Assertion = {
  name: "every pod has exactly one network policy that says to whom it speaks",
  concerns: everyRelease,
  problems: (release, environment) => {
    const policies = ofKind(allObjects(environment), "NetworkPolicy");
    return podsOf({ releases: [release] })
      .filter(({ namespace }) => !foreign.includes(namespace))
      .flatMap(({ owner, namespace, labels }) => {
        const names = policies
          .filter(({ metadata }) => metadata?.namespace === namespace)
          // The policy of denial names no labels.
          .filter(({ spec }) => spec?.podSelector.matchLabels && selects(spec.podSelector, labels))
          .map(({ metadata }) => metadata?.name);
        if (names.length === 1) return [];
        return names.length === 0
          ? [`${owner}: no network policy selects it; see constructs/workloads.ts`]
          : [`${owner}: network policies ${names.join(" and ")} both select it`];
      });
  },
};
