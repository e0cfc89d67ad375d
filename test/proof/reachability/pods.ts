import { type WorkloadName, workloadNames, workloads } from "../../../constructs/workloads";
import type { Graph } from "../account/graph";
import { meet, type Station } from "./network";
import { manifests } from "./stations";

/** A pod, as network policies see it. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the subnets that pods are in: which of them it has nobody knows. */
  readonly addresses: readonly string[];
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface Peer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly (Ports & { readonly from?: readonly Peer[] })[];
    readonly egress?: readonly (Ports & { readonly to?: readonly Peer[] })[];
  };
}

interface Ports {
  readonly ports?: readonly {
    readonly protocol: string;
    readonly port: number;
    readonly endPort?: unknown;
  }[];
}

/** A port and its protocol. */
export interface Service {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** A pod, or somebody whom policies know by address. */
export type Peered = Pod | Station;

/** Every workload, a pod in each of our namespaces that nobody has listed, and one where nothing of ours is. */
export function podsOf({ addresses }: Pick<Pod, "addresses">): Pod[] {
  const spaces = [...new Set(workloadNames.map((name) => workloads[name].namespace))];
  const unlisted = (namespace: string) => ({
    name: `unlisted pod in ${namespace}`,
    namespace,
    labels: {},
    addresses,
  });
  return [
    ...workloadNames.map((name: WorkloadName) => ({ name, addresses, ...workloads[name] })),
    ...spaces.map(unlisted),
    unlisted("default"),
  ];
}

/** The network policies of a platform.
 *  @throws on selectors and ports that are not read here */
export function policiesOf(graph: Graph): Policy[] {
  const found: readonly unknown[] = manifests(graph).filter(({ kind }) => kind === "NetworkPolicy");
  // They were typed when they were written; JSON forgets it.
  const policies = found as Policy[];
  for (const { metadata, spec } of policies) {
    const ports = [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap((rule) => rule.ports ?? []);
    const strange = ports.some(
      ({ port, protocol, endPort }) => typeof port !== "number" || !protocol || endPort,
    );
    if (strange || JSON.stringify(spec).includes("matchExpressions"))
      throw new Error(
        `the network policy '${metadata.namespace}/${metadata.name}' has ports without a number, a range of them, or ` +
          "expressions, none of which is evaluated",
      );
  }
  return policies;
}

/** Whether policies let a pod send to a peer, or receive from it. A pod that no policy selects is open.
 *  @throws when a policy has exceptions, which decide differently on AWS than elsewhere */
export function admits(
  policies: readonly Policy[],
  direction: "ingress" | "egress",
  pod: Pod,
  peer: Peered,
  { port, protocol }: Service,
): boolean {
  const type = direction === "ingress" ? "Ingress" : "Egress";
  const selecting = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      spec.policyTypes.includes(type) &&
      selects(spec.podSelector, pod.labels),
  );
  if (selecting.length === 0) return true;
  return selecting.some(({ spec }) =>
    rulesOf(spec, direction).some(
      ({ ports, peers }) =>
        (!ports || ports.some((given) => given.port === port && given.protocol === protocol)) &&
        (!peers || peers.some((given) => matches(given, peer))),
    ),
  );
}

function rulesOf({ ingress = [], egress = [] }: Policy["spec"], direction: "ingress" | "egress") {
  return direction === "ingress"
    ? ingress.map(({ ports, from }) => ({ ports, peers: from }))
    : egress.map(({ ports, to }) => ({ ports, peers: to }));
}

function matches({ ipBlock, namespaceSelector, podSelector }: Peer, peer: Peered): boolean {
  if (ipBlock) {
    if (ipBlock.except) throw new Error("exceptions of a network policy are not evaluated");
    return meet([ipBlock.cidr], peer.addresses);
  }
  return (
    "namespace" in peer &&
    selects(namespaceSelector, { "kubernetes.io/metadata.name": peer.namespace }) &&
    selects(podSelector, peer.labels)
  );
}

function selects({ matchLabels = {} }: Selector = {}, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
