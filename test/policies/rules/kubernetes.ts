import { networkOf, overlap } from "../../../environments/schema/ipv4";
import { each, eachMissing } from "../mutants";
import { type PlatformResource, resources } from "../platform";
import { requires } from "../requires";
import { type Rule, replace } from "../rule";

const level = "pod-security.kubernetes.io";

/** Namespaces and traffic between them. What charts of others render is held by `test/chart`. */
export const kubernetesRules: readonly Rule[] = [
  requires({
    id: "namespace-restricted",
    rows: ["P1"],
    title: "Every namespace admits restricted pods only, or warns of the others",
    upstream: ["CIS 4.2.1", "CIS 4.2.2", "CIS 4.2.3", "CIS 4.2.4", "CIS 4.2.5"],
    type: "Namespace",
    exists: true,
    arguments: {
      "metadata.labels": labels({ [`${level}/audit`]: ["restricted"], [`${level}/warn`]: ["restricted"] }),
    },
  }),
  requires({
    id: "namespace-enforces",
    rows: ["P1"],
    title: "Every namespace refuses pods that are not restricted",
    upstream: ["CIS 4.2.1", "CIS 4.2.2", "CIS 4.2.3", "CIS 4.2.4", "CIS 4.2.5"],
    type: "Namespace",
    arguments: { "metadata.labels": labels({ [`${level}/enforce`]: ["restricted"] }) },
  }),
  requires({
    id: "drained-before-killed",
    rows: ["A7"],
    title: "A web pod is ready once the load balancer has found it so",
    upstream: [],
    type: "Namespace",
    where: ({ name }) => name === "langfuse",
    exists: true,
    arguments: {
      "metadata.labels": labels({ "eks.amazonaws.com/pod-readiness-gate-inject": ["enabled"] }),
    },
  }),
  {
    id: "denied-by-default",
    rows: ["P6"],
    title: "Every namespace denies whatever nobody allowed, in both directions: the shared one, too",
    upstream: ["CIS 4.3.2", "CKV2_K8S_6", "C-0260", "KSV-0038"],
    appliesTo: () => true,
    check: (platform) =>
      ["default", ...resources(platform, "Namespace").map(({ name }) => name)]
        .filter((name) => !resources(platform, "NetworkPolicy").some((policy) => deniesAll(policy, name)))
        .map((name) => ({ address: `Namespace.${name}`, problem: "has no policy that denies everything" })),
    mutants: (platform) => [
      ...eachMissing(platform, "NetworkPolicy", isDefault),
      ...each(
        platform,
        { type: "NetworkPolicy", name: "for incoming traffic only", where: isDefault },
        (block) => replace(block, "spec.policyTypes", ["Ingress"]),
      ),
      ...each(platform, { type: "NetworkPolicy", name: "for some pods only", where: isDefault }, (block) =>
        replace(block, "spec.podSelector", { matchLabels: { app: "other" } }),
      ),
      ...each(platform, { type: "NetworkPolicy", name: "that allows all", where: isDefault }, (block) =>
        replace(block, "spec.egress", [{}]),
      ),
    ],
  },
  {
    id: "no-node-credentials",
    rows: ["P6"],
    title:
      "No pod reaches the address at which nodes get their credentials, nor the whole world on every port",
    upstream: ["CIS 4.3.2"],
    appliesTo: () => true,
    check: (platform) =>
      resources(platform, "NetworkPolicy")
        .filter(({ arguments: block }) => reachesMetadata(block))
        .map(({ address }) => ({ address, problem: "lets pods ask a node for its credentials" })),
    mutants: (platform) =>
      Object.entries({
        "towards the address": [{ to: [{ ipBlock: { cidr: "169.254.169.254/32" } }] }],
        "towards its network": [{ to: [{ ipBlock: { cidr: "169.254.0.0/16" } }] }],
        "towards half of the world": [{ to: [{ ipBlock: { cidr: "128.0.0.0/1" } }] }],
        "towards the world": [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
        "towards the world but for a neighbour": [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.170.23/32"] } }] },
        ],
        "towards everybody": [{}],
        "towards everybody's port 80": [{ ports: [{ protocol: "TCP", port: 80 }] }],
        "on a port by name": [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: "http" }] },
        ],
        "on a range of ports": [
          { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 1, endPort: 1024 }] },
        ],
      }).flatMap(([name, egress]) =>
        each(platform, { type: "NetworkPolicy", name }, (block) => replace(block, "spec.egress", egress)),
      ),
  },
];

function labels(expected: Readonly<Record<string, readonly string[]>>) {
  const entries = Object.entries(expected);
  return {
    expected: entries.map(([key, values]) => `${key}=${values.join(" or ")}`).join(", "),
    holds: (value: unknown) => entries.every(([key, values]) => values.includes(String(Object(value)[key]))),
    violations: (value: unknown) => [
      undefined,
      ...entries.map(([key]) => ({ ...Object(value), [key]: "privileged" })),
    ],
  };
}

function isDefault({ name }: PlatformResource): boolean {
  return name.endsWith("/default-deny");
}

function deniesAll({ arguments: { metadata, spec } }: PlatformResource, namespace: string): boolean {
  const { podSelector = {}, policyTypes = [], ingress = [], egress = [] } = Object(spec);
  return (
    Object(metadata).namespace === namespace &&
    Object.keys(podSelector).length === 0 &&
    ["Ingress", "Egress"].every((direction) => policyTypes.includes(direction)) &&
    ingress.length === 0 &&
    egress.length === 0
  );
}

interface EgressRule {
  /** Nobody named is everybody. */
  readonly to?: readonly unknown[];
  readonly ports?: readonly { readonly port?: number | string; readonly endPort?: number }[];
}

/** Nodes hand out their credentials on port 80. */
function reachesMetadata({ spec }: Record<string, unknown>): boolean {
  const { egress = [] } = Object(spec);
  return egress.some(
    ({ to = [], ports = [{}] }: EgressRule) =>
      ports.some(({ port = 80, endPort = port }) => !(Number(port) > 80) && !(Number(endPort) < 80)) &&
      (to.length === 0 || to.some(isMetadata)),
  );
}

const METADATA = networkOf("169.254.169.254/32");

/** A network with the address, without an exception for it. */
function isMetadata(peer: unknown): boolean {
  const { cidr, except = [] } = Object(Object(peer).ipBlock);
  const holds = (range: string) => overlap(networkOf(range), METADATA);
  return cidr !== undefined && holds(cidr) && !except.some(holds);
}
