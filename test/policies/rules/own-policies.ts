import type { NetworkPolicySpec } from "kubernetes-types/networking/v1";
import type { PodTemplate } from "../../chart/kubernetes";
import { operatorLabels, selects } from "../../chart/selectors";
import { eachMissing, intruder } from "../mutants";
import { podsOf, starters } from "../own-pods";
import { type Platform, type PlatformResource, resources } from "../platform";
import type { Rule } from "../rule";

/** Who our own pods are to network policies. */
export const ownPolicyRules: readonly Rule[] = [
  {
    id: "own-pods-one-policy",
    rows: ["P6"],
    title: "Each pod of ours has one network policy that says to whom it speaks, by constructs/workloads.ts",
    upstream: ["CIS 4.3.2", "non-isolated-pod"],
    appliesTo: () => true,
    check: (platform) =>
      selections(platform)
        .filter(({ policies }) => policies.length !== 1)
        .map(({ starter, policies }) => ({
          address: starter.address,
          problem: `is selected by ${policies.length} policies, beside the one that denies everything`,
        })),
    mutants: (platform) =>
      selections(platform).flatMap(({ policies }) =>
        policies.flatMap((policy) => [
          ...eachMissing(platform, "NetworkPolicy", (one) => one === policy),
          ...intruder(platform, "NetworkPolicy", policy.arguments),
        ]),
      ),
  },
];

/** Each pod of ours with the policies that choose it by its labels; the policy of denial names none. */
function selections(platform: Platform) {
  return starters(platform).flatMap((starter) =>
    podsOf(starter).map((pods) => ({
      starter,
      policies: resources(platform, "NetworkPolicy").filter((policy) => chooses(policy, pods)),
    })),
  );
}

function chooses(
  { arguments: { metadata, spec } }: PlatformResource,
  { metadata: pod, object }: PodTemplate,
) {
  const { podSelector }: NetworkPolicySpec = Object(spec);
  return (
    Object(metadata).namespace === object.metadata.namespace &&
    podSelector.matchLabels !== undefined &&
    selects(podSelector, { ...pod.labels, ...operatorLabels(object) })
  );
}
