import type { Flow, Party } from "./flows";
import type { Manifest } from "./manifests";
import type { NetworkName } from "./networks";
import { isWorkload, type Workload, type WorkloadName, workloadNames, workloads } from "./workloads";

/** `networking.k8s.io/v1`, as far as we set it. */
export interface NetworkPolicy extends Manifest {
  readonly apiVersion: "networking.k8s.io/v1";
  readonly kind: "NetworkPolicy";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly (Ports & { readonly from: readonly Peer[] })[];
    readonly egress?: readonly (Ports & { readonly to: readonly Peer[] })[];
  };
}

interface Ports {
  readonly ports: readonly { readonly protocol: "TCP" | "UDP"; readonly port: number }[];
}

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

type Peer =
  | { readonly namespaceSelector: LabelSelector; readonly podSelector: LabelSelector }
  | { readonly ipBlock: { readonly cidr: string } };

export interface NetworkPoliciesProps {
  /** Namespaces that start closed. */
  readonly namespaces: readonly string[];
  readonly flows: readonly Flow[];
  /** Workloads that the environment does not have. */
  readonly absent: readonly WorkloadName[];
  readonly addresses: Addresses;
}

/** IPv4 networks by name. */
type Addresses = Readonly<Record<NetworkName, readonly string[]>>;

/** A policy in each namespace that lets nothing in or out, and one for each workload with its flows. A flow between two
 *  workloads is permitted on both sides. */
export function networkPolicies(props: NetworkPoliciesProps): NetworkPolicy[] {
  const { namespaces, addresses, absent } = props;
  const isThere = (party: Party) => !absent.some((name) => name === party);
  const flows = props.flows
    .filter(({ to }) => isThere(to))
    .map((flow) => ({ ...flow, from: flow.from.filter(isThere) }))
    .filter(({ from }) => from.length > 0);
  return [
    ...namespaces.map((namespace) =>
      policy({ name: "default-deny", namespace }, { podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    ),
    ...workloadNames.filter(isThere).map((name) => {
      const { namespace, labels } = workloads[name];
      const received = flows.filter(({ to }) => to === name);
      const sent = flows.filter(({ from }) => from.includes(name));
      return policy(
        { name, namespace },
        {
          podSelector: { matchLabels: labels },
          policyTypes: ["Ingress", "Egress"],
          ingress: received.map((flow) => ({
            from: flow.from.flatMap((party) => peers(party, addresses)),
            ports: ports(flow),
          })),
          egress: sent.map((flow) => ({ to: peers(flow.to, addresses), ports: ports(flow) })),
        },
      );
    }),
  ];
}

function policy(metadata: NetworkPolicy["metadata"], spec: NetworkPolicy["spec"]): NetworkPolicy {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

function peers(party: Party, addresses: Addresses): Peer[] {
  if (!isWorkload(party)) return addresses[party].map((cidr) => ({ ipBlock: { cidr } }));
  const { namespace, labels }: Workload = workloads[party];
  return [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      podSelector: { matchLabels: labels },
    },
  ];
}

function ports({ port, protocols = ["TCP"] }: Flow): Ports["ports"] {
  return protocols.map((protocol) => ({ protocol, port }));
}
