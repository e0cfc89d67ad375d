import { isPrivate, networkOf } from "../../../environments/schema/ipv4";
import type { Graph } from "../account/graph";
import { READ_RELEASES } from "./known";
import { clusterGroup, type Station, tier } from "./network";

/** Whoever is no pod of ours, by name; what an environment lacks is left out.
 *  @throws when two have one name, because one of them would not be asked */
export function stationsOf(graph: Graph): Map<string, Station> {
  const nodes = nodesOf(graph);
  const own = clusterGroup(graph);
  const [operator = ""] = idsOf(graph, "aws_security_group.operator_group");
  const stations: Station[] = [
    ...outside(graph),
    { ...nodes, name: "nodes" },
    {
      ...nodes,
      name: "kubernetes-api",
      groups: [own],
      route: undefined,
      addresses: [...nodes.addresses, apiService(graph)],
    },
    { ...nodes, name: "runner", groups: [operator] },
    // Whatever else stands in our private subnets: a machine that somebody starts there.
    { ...nodes, name: "stranger in the VPC", groups: [] },
    balancer(graph),
    ...stores(graph),
    ...endpoints(graph),
  ];
  const named = new Map(stations.map((station) => [station.name, station]));
  if (named.size < stations.length)
    throw new Error(`two of ${stations.map(({ name }) => name).join(", ")} have one name; give each its own`);
  return named;
}

/** Where pods are: they share the interfaces of their nodes, and with them the security groups. */
export function nodesOf(graph: Graph): Omit<Station, "name"> {
  const spec = manifests(graph).find(({ kind }) => kind === "NodeClass")?.spec;
  const ids = (terms: unknown) => [terms].flat().map((term) => String(Reflect.get(Object(term), "id")));
  return {
    ...tier(graph, ids(Reflect.get(Object(spec), "subnetSelectorTerms"))),
    groups: ids(Reflect.get(Object(spec), "securityGroupSelectorTerms")),
    place: "vpc",
  };
}

/** A Kubernetes object of the platform stack. */
export interface PlatformManifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
}

/** What the platform stack ships in its own releases, references resolved. */
export function manifests(graph: Graph): PlatformManifest[] {
  return graph
    .ofType("helm_release")
    .filter(({ address }) => READ_RELEASES.test(address))
    .flatMap(({ arguments: { values } }) =>
      [values].flat().flatMap((text): PlatformManifest[] => JSON.parse(String(text)).manifests),
    );
}

/** Whoever is in no subnet of ours: each network that a list names, and everybody else. */
function outside({ environment: { edge, cluster } }: Graph): Station[] {
  const lists = [
    edge.interfaceAllowList,
    edge.ingestionAllowList,
    cluster.api.kind === "public" ? cluster.api.allowList : [],
  ];
  const listed = [...new Set(lists.flatMap((list) => (list === "anyone" ? [] : list)))];
  return [
    ...listed.map(
      (cidr): Station => ({
        name: cidr,
        addresses: [cidr],
        groups: [],
        // A private network comes by a VPN or from a VPC beside ours.
        place: isPrivate(networkOf(cidr)) ? "vpc" : "internet",
      }),
    ),
    // Of no list; an address for documentation.
    { name: "anybody", addresses: ["192.0.2.200/32"], groups: [], place: "internet" },
  ];
}

function balancer(graph: Graph): Station {
  const [lb, ...others] = graph.ofType("aws_lb");
  if (!lb || others.length > 0)
    throw new Error(`there are ${others.length + (lb ? 1 : 0)} load balancers; the solver knows one`);
  const { subnets, security_groups, internal } = lb.arguments;
  return {
    ...tier(graph, [subnets].flat().map(String)),
    name: "load-balancer",
    groups: [security_groups].flat().map(String),
    place: "vpc",
    public: internal !== true,
  };
}

function stores(graph: Graph): Station[] {
  const subnets = (type: string, name: unknown) => {
    const group = graph.ofType(type).find(({ arguments: block }) => block.name === name);
    return tier(graph, [group?.arguments.subnet_ids].flat().map(String));
  };
  return [
    ...graph.ofType("aws_db_instance").map(
      ({ arguments: block }): Station => ({
        ...subnets("aws_db_subnet_group", block.db_subnet_group_name),
        name: "postgres",
        groups: [block.vpc_security_group_ids].flat().map(String),
        place: "vpc",
        public: block.publicly_accessible === true,
      }),
    ),
    // What AWS Backup restores for a test: a database of which Terraform knows the settings alone.
    ...graph.ofType("aws_backup_restore_testing_selection").map((selection): Station => {
      const settings = Object(selection.arguments.restore_metadata_overrides);
      return {
        ...subnets("aws_db_subnet_group", settings.dbSubnetGroupName),
        name: "restored postgres",
        groups: JSON.parse(settings.vpcSecurityGroupIds),
        place: "vpc",
        public: settings.publiclyAccessible === "true",
      };
    }),
    ...graph.ofType("aws_elasticache_replication_group").map(
      ({ arguments: block }): Station => ({
        ...subnets("aws_elasticache_subnet_group", block.subnet_group_name),
        name: "valkey",
        groups: [block.security_group_ids].flat().map(String),
        place: "vpc",
      }),
    ),
  ];
}

function endpoints(graph: Graph): Station[] {
  const places = graph
    .ofType("aws_vpc_endpoint")
    .filter(({ arguments: { vpc_endpoint_type } }) => vpc_endpoint_type === "Interface")
    .map(({ arguments: { subnet_ids, security_group_ids } }) => ({
      subnets: [subnet_ids].flat().map(String),
      groups: [security_group_ids].flat().map(String),
    }));
  const [first, ...others] = places;
  if (!first) return [];
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
    throw new Error("endpoints differ in their subnets or groups; give each a station of its own");
  return [{ ...tier(graph, first.subnets), name: "endpoints of AWS", groups: first.groups, place: "vpc" }];
}

/** Address of the service `kubernetes`. */
function apiService(graph: Graph): string {
  const [cluster] = graph.ofType("aws_eks_cluster");
  const network = [cluster?.arguments.kubernetes_network_config].flat()[0];
  return String(Reflect.get(Object(network), "service_ipv4_cidr")).replace(/0\/\d+$/, "1/32");
}

function idsOf(graph: Graph, ...addresses: readonly string[]): string[] {
  return addresses.map((address) => graph.attribute(address, "id"));
}
