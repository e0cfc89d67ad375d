import { networkOf, overlap } from "../../../environments/schema/ipv4";
import type { Graph, GraphResource } from "../account/graph";

/** Whoever can send or receive in the network. */
export interface Station {
  readonly name: string;
  /** IPv4 networks of its addresses. */
  readonly addresses: readonly string[];
  /** Security groups; of a station outside the VPC none count. */
  readonly groups: readonly string[];
  readonly place: "vpc" | "internet";
  /** What its subnets' default routes lead to.
   *  @default - nowhere */
  readonly route?: "internet-gateway" | "nat";
  /** Has public addresses. */
  readonly public?: boolean;
}

/** One permission of a security group. */
export interface GroupRule {
  readonly group?: string;
  readonly networks: readonly string[];
  readonly protocol: string;
  readonly ports: readonly [from: number, to: number];
}

export interface Groups {
  readonly ingress: ReadonlyMap<string, readonly GroupRule[]>;
  readonly egress: ReadonlyMap<string, readonly GroupRule[]>;
}

/** Group that EKS makes for a cluster: whoever wears it may talk to whoever wears it, and to everybody outside.
 *  https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html (2026-11) */
export function clusterGroup(graph: Graph): string {
  return graph.attribute("aws_eks_cluster.cluster_control_plane", "vpc_config[0].cluster_security_group_id");
}

/** Every rule of every security group, those that EKS makes included.
 *  @throws when there is a network ACL, which nothing here reads */
export function groupsOf(graph: Graph): Groups {
  for (const type of ["aws_network_acl", "aws_network_acl_rule", "aws_security_group_rule"])
    if (graph.ofType(type).length > 0)
      throw new Error(`'${type}' decides who reaches whom; teach it to test/proof/reachability/network.ts`);
  const own = clusterGroup(graph);
  const all = { networks: [], protocol: "-1", ports: [0, 65535] } as const;
  return {
    ingress: byGroup(graph, "aws_vpc_security_group_ingress_rule", [[own, { ...all, group: own }]]),
    egress: byGroup(graph, "aws_vpc_security_group_egress_rule", [
      [own, { ...all, networks: ["0.0.0.0/0"] }],
    ]),
  };
}

function byGroup(
  graph: Graph,
  type: string,
  given: readonly [string, GroupRule][],
): Map<string, GroupRule[]> {
  const rules = graph
    .ofType(type)
    .map((rule): [string, GroupRule] => [String(rule.arguments.security_group_id), read(graph, rule)]);
  const every = [...given, ...rules];
  return new Map(
    every.map(([group]) => [group, every.filter(([name]) => name === group).map(([, rule]) => rule)]),
  );
}

function read(graph: Graph, { arguments: rule }: GraphResource): GroupRule {
  const { referenced_security_group_id: group, cidr_ipv4: cidr, prefix_list_id: list } = rule;
  return {
    group: group === undefined ? undefined : String(group),
    networks: cidr === undefined ? (list === undefined ? [] : prefixes(graph, String(list))) : [String(cidr)],
    protocol: String(rule.ip_protocol),
    ports: rule.ip_protocol === "-1" ? [0, 65535] : [Number(rule.from_port), Number(rule.to_port)],
  };
}

function prefixes(graph: Graph, id: string): string[] {
  const list = graph
    .ofType("aws_ec2_managed_prefix_list")
    .find(({ address }) => graph.attribute(address, "id") === id);
  const entries = [list?.arguments.entry ?? []].flat();
  return entries.map((entry) => String(Reflect.get(Object(entry), "cidr")));
}

/** Networks and default route of subnets, by their ids. */
export function tier(graph: Graph, ids: readonly string[]): Pick<Station, "addresses" | "route"> {
  const { vpc } = graph.environment.network;
  if (vpc.kind === "existing") return tierOfOthers(vpc, ids);
  const subnets = graph
    .ofType("aws_subnet")
    .filter(({ address }) => ids.includes(graph.attribute(address, "id")));
  const routes = new Set(ids.map((id) => defaultRoute(graph, id)));
  if (subnets.length !== ids.length || routes.size !== 1)
    throw new Error(`subnets ${ids.join(", ")} are not of one tier: ${[...routes].join(", ")}`);
  return {
    addresses: subnets.map(({ arguments: { cidr_block } }) => String(cidr_block)),
    route: [...routes][0],
  };
}

/** In a VPC of others, as its owner promised it. */
function tierOfOthers(
  vpc: Extract<Graph["environment"]["network"]["vpc"], { kind: "existing" }>,
  ids: readonly string[],
): Pick<Station, "addresses" | "route"> {
  const routes = {
    publicSubnetIds: "internet-gateway",
    privateSubnetIds: "nat",
    dataSubnetIds: undefined,
  } as const;
  const tiers = (["publicSubnetIds", "privateSubnetIds", "dataSubnetIds"] as const).filter((name) =>
    ids.every((id) => vpc[name].includes(id)),
  );
  const [name] = tiers;
  if (!name || tiers.length > 1) throw new Error(`subnets ${ids.join(", ")} are not of one tier`);
  return { addresses: [vpc.cidr], route: routes[name] };
}

function defaultRoute(graph: Graph, subnet: string): Station["route"] {
  const association = graph
    .ofType("aws_route_table_association")
    .find(({ arguments: { subnet_id } }) => subnet_id === subnet);
  const [route, ...others] = graph
    .ofType("aws_route")
    .filter(({ arguments: { route_table_id } }) => route_table_id === association?.arguments.route_table_id);
  if (!route) return undefined;
  if (others.length > 0 || route.arguments.destination_cidr_block !== "0.0.0.0/0")
    throw new Error(
      `subnet '${subnet}' has more than a default route; teach it to test/proof/reachability/network.ts`,
    );
  if (route.arguments.nat_gateway_id) return "nat";
  if (route.arguments.gateway_id) return "internet-gateway";
  throw new Error(`'${route.address}' leads somewhere that test/proof/reachability/network.ts does not know`);
}

/** Whether any address of one list is in a network of the other. */
export function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((a) => others.some((b) => overlap(networkOf(a), networkOf(b))));
}

/** Whether the groups of one station permit another on the other side; with no group of ours a station is somebody
 *  else's, who permits himself whatever he likes. */
export function permitted(
  rules: ReadonlyMap<string, readonly GroupRule[]>,
  own: Station,
  peer: Station,
  { port, protocol }: { readonly port: number; readonly protocol: string },
): boolean {
  if (own.groups.length === 0) return true;
  return own.groups
    .flatMap((group) => rules.get(group) ?? [])
    .some(
      ({ group, networks, protocol: any, ports: [from, to] }) =>
        (any === "-1" || any === protocol.toLowerCase()) &&
        from <= port &&
        port <= to &&
        ((group !== undefined && peer.groups.includes(group)) || meet(networks, peer.addresses)),
    );
}
