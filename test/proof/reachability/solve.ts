import type { Graph } from "../account/graph";
import { assertKnown } from "./known";
import { type Groups, groupsOf, meet, permitted, type Station } from "./network";
import { admits, type Peered, type Pod, podsOf, policiesOf, type Service } from "./pods";
import { nodesOf, stationsOf } from "./stations";

/** Somebody reaches somebody. */
export interface Path extends Service {
  readonly from: string;
  readonly to: string;
}

interface World {
  readonly groups: Groups;
  readonly policies: ReturnType<typeof policiesOf>;
  readonly named: readonly Service[];
  readonly stations: ReadonlyMap<string, Station>;
  /** Networks from which pods come when they go out by NAT. */
  readonly natAddresses: readonly string[];
  readonly nodes: Omit<Station, "name">;
}

/** Answers on every node. */
const POD_IDENTITY: Station = {
  name: "pod-identity",
  addresses: ["169.254.170.23/32"],
  groups: [],
  place: "vpc",
};

/** Stands for every port that nobody names: reached only by who may reach all of them. */
export const ANY_PORT = 1;

/** What listens there; a path to another port is no path. Of pods whatever a policy names may listen. */
const LISTENING: Readonly<Record<string, readonly number[]>> = {
  "kubernetes-api": [443],
  nodes: [10250],
  "load-balancer": [80, 443],
  "cluster-dns": [53],
  "pod-identity": [80],
};

/** Every path of an environment, from everybody to everybody. Kubelets and other programs of a node reach the pods of
 *  their node whatever policies say, and are therefore not asked for.
 *  @throws on whatever decides who reaches whom and is not read */
export function pathsOf(graph: Graph): Path[] {
  assertKnown(graph);
  const nodes = nodesOf(graph);
  const stations = stationsOf(graph);
  const [groups, policies] = [groupsOf(graph), policiesOf(graph)];
  const world: World = {
    groups,
    policies,
    named: namedServices(groups, policies),
    stations,
    natAddresses: natAddresses(graph),
    nodes,
  };
  const pods = podsOf(nodes);
  const dns: Station = {
    name: "cluster-dns",
    addresses: [
      [...(stations.get("kubernetes-api")?.addresses ?? [])].at(-1)?.replace(".1/32", ".10/32") ?? "",
    ],
    groups: [],
    place: "vpc",
  };
  const senders: Peered[] = [...stations.values(), ...pods];
  const receivers = [
    // What is not ours decides itself whom it admits.
    ...senders.filter((party) => isPod(party) || party.groups.length > 0),
    dns,
    POD_IDENTITY,
    INTERNET,
  ];
  const paths = receivers.flatMap((to) =>
    senders
      .filter((from) => !(from.name === "nodes" && isPod(to)))
      .filter((from) => from !== to || isPod(to))
      .flatMap((from) =>
        openPorts(world, from, to).map((service) => ({ from: from.name, to: to.name, ...service })),
      ),
  );
  return [...paths, ...publicApi(graph, stations)];
}

function natAddresses(graph: Graph): readonly string[] {
  const { vpc } = graph.environment.network;
  if (vpc.kind === "existing") return vpc.natNetworks;
  return graph.ofType("aws_nat_gateway").map(({ address }) => `${graph.attribute(address, "public_ip")}/32`);
}

/** Ports of one that another reaches; all of them when he reaches one that nobody names. */
function openPorts(world: World, from: Peered, to: Peered): Service[] {
  const open = services(world, to).filter((service) => reaches(world, from, to, service));
  const any = open.filter(({ port }) => port === ANY_PORT);
  return any.length > 0 ? any : open;
}

/** Everybody outside, as whom one asks. */
const INTERNET: Station = {
  name: "internet",
  // AWS's and everybody else's.
  addresses: ["192.0.2.201/32"],
  groups: [],
  place: "internet",
};

/** Ports that a path to somebody could end at. */
function services({ named }: World, to: Peered): readonly Service[] {
  const listening = LISTENING[to.name];
  if (!listening) return named;
  const tcp = listening.map((port): Service => ({ port, protocol: "TCP" }));
  return to.name === "cluster-dns" ? [...tcp, { port: 53, protocol: "UDP" }] : tcp;
}

/** Every port that a policy or a group names, and one for all that none names. */
function namedServices({ ingress }: Groups, policies: World["policies"]): Service[] {
  const named = policies.flatMap(({ spec }) =>
    [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ ports = [] }) => ports),
  );
  const ruled = [...ingress.values()].flat().flatMap(({ ports: [from] }) => (from > 0 ? [from] : []));
  const texts = [
    ...named.map(({ port, protocol }) => `${port} ${protocol}`),
    ...ruled.map((port) => `${port} TCP`),
  ];
  return [...new Set([...texts, `${ANY_PORT} TCP`])].map((text) => {
    const [port, protocol] = text.split(" ");
    return { port: Number(port), protocol: protocol === "UDP" ? "UDP" : "TCP" };
  });
}

function reaches(world: World, from: Peered, to: Peered, service: Service): boolean {
  const [sender, receiver] = [interfaceOf(world, from), interfaceOf(world, to)];
  const leaves = !isPod(from) || admits(world.policies, "egress", from, to, service);
  const enters = !isPod(to) || admits(world.policies, "ingress", to, from, service);
  if (!leaves || !enters) return false;
  // Answered on the node itself.
  if (to.name === "cluster-dns" || to.name === "pod-identity") return isPod(from);
  if (sender.place === "internet")
    return receiver.place === "vpc" && fromOutside(world, sender, receiver, service);
  if (receiver.place === "internet") return goesOut(world, sender, receiver, service);
  return inside(world, sender, receiver, service) || byNat(world, from, sender, receiver, service);
}

/** Groups of both sides agree; inside the VPC every route is there. */
function inside({ groups }: World, sender: Station, receiver: Station, service: Service): boolean {
  return (
    permitted(groups.egress, sender, receiver, service) &&
    permitted(groups.ingress, receiver, sender, service)
  );
}

/** Somebody outside reaches what has a public address, a route to it and a group that admits him. */
function fromOutside({ groups }: World, sender: Station, receiver: Station, service: Service): boolean {
  return (
    receiver.public === true &&
    receiver.route === "internet-gateway" &&
    permitted(groups.ingress, receiver, sender, service)
  );
}

function goesOut({ groups }: World, sender: Station, receiver: Station, service: Service): boolean {
  const routed = sender.route === "nat" || (sender.route === "internet-gateway" && sender.public === true);
  return routed && permitted(groups.egress, sender, receiver, service);
}

/** By its public address, through NAT: our own front door. */
function byNat(world: World, from: Peered, sender: Station, receiver: Station, service: Service): boolean {
  if (receiver.public !== true || sender.route !== "nat") return false;
  if (isPod(from) && !admits(world.policies, "egress", from, INTERNET, service)) return false;
  const outside: Station = { ...sender, groups: [], addresses: world.natAddresses };
  return goesOut(world, sender, INTERNET, service) && fromOutside(world, outside, receiver, service);
}

function interfaceOf({ nodes }: World, party: Peered): Station {
  return isPod(party) ? { ...nodes, name: party.name } : party;
}

function isPod(party: Peered): party is Pod {
  return "labels" in party;
}

/** The API's public address, which no security group guards. */
function publicApi(graph: Graph, stations: ReadonlyMap<string, Station>): Path[] {
  const [cluster] = graph.ofType("aws_eks_cluster");
  const [config] = [cluster?.arguments.vpc_config].flat();
  if (Reflect.get(Object(config), "endpoint_public_access") !== true) return [];
  const networks: readonly unknown[] = [
    Reflect.get(Object(config), "public_access_cidrs") ?? "0.0.0.0/0",
  ].flat();
  return [...stations.values()]
    .filter(({ place, addresses }) => place === "internet" && meet(networks.map(String), addresses))
    .map(({ name }) => ({ from: name, to: "kubernetes-api", port: 443, protocol: "TCP" }));
}
