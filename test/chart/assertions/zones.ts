import { type Assertion, allObjects, everyRelease } from "../assertion";
import { replicasOf } from "../replicas";
import { type Pod, podsOf, selects } from "../selectors";

const ZONE = "topology.kubernetes.io/zone";

/** A drain of one node, and the loss of one zone, leave those that stand elsewhere. */
export const severalZones: Assertion = {
  name: "what runs several times spreads over zones",
  concerns: everyRelease,
  problems: (release, environment) => {
    const objects = allObjects(environment);
    return podsOf({ releases: [release] })
      .filter(({ object }) => (replicasOf(object, objects) ?? 0) > 1)
      .filter((pod) => !spreads(pod))
      .map(({ owner }) => `${owner} has no topologySpreadConstraint over zones for its own pods`);
  },
};

function spreads({ labels, spec: { topologySpreadConstraints = [] } }: Pod): boolean {
  return topologySpreadConstraints.some(
    ({ topologyKey, maxSkew, labelSelector }) =>
      topologyKey === ZONE && maxSkew === 1 && labelSelector !== undefined && selects(labelSelector, labels),
  );
}
