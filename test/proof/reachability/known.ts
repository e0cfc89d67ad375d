import { manifestsOf } from "../../support/manifests";
import { resourcesOf, type TerraformJson } from "../../support/terraform-json";
import type { Graph } from "../account/graph";

/** What the solver reads, of all that has a place in a network. */
const READ: readonly string[] = [
  "aws_db_instance",
  "aws_db_subnet_group",
  "aws_eks_cluster",
  "aws_elasticache_replication_group",
  "aws_elasticache_subnet_group",
  "aws_lb",
  "aws_route",
  "aws_route_table",
  "aws_route_table_association",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc_endpoint",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  // These let nobody in and lead nobody anywhere by themselves.
  "aws_default_security_group",
  "aws_flow_log",
  "aws_internet_gateway",
  "aws_lb_target_group",
  "aws_nat_gateway",
];

/** Arguments that give a thing a place in a network, or lead from one network to another. */
const PLACES =
  /"(vpc_id|peer_vpc_id|vpc_ids|vpc_config|subnet_ids?|subnets|subnet_mapping|vpc_zone_identifier|security_groups|(vpc_)?security_group_ids?|network_interface_ids?|route_table_ids?|default_route_table_id|transit_gateway_id|vpn_gateway_id)":/;

/** Releases of the platform stack whose network policies the solver reads. */
export const READ_RELEASES = /\.(foundation|tenancy)_release$/;

/** @throws on whatever decides who reaches whom, or can be reached, and that nothing here reads: all of it in one report */
export function assertKnown({ stacks }: Graph): void {
  const strangers = stacks.flatMap(({ name, json }) => [
    ...resourcesOf(json)
      .filter(({ type, arguments: block }) => !READ.includes(type) && PLACES.test(JSON.stringify(block)))
      .map(({ address }) => `${name}/${address}`),
    ...resourcesOf(json)
      .filter(({ type, arguments: block }) => type === "aws_route_table" && block.route !== undefined)
      .map(({ address }) => `routes inside ${name}/${address}`),
    ...strangePolicies(json).map((policy) => `${policy} in ${name}`),
  ]);
  if (strangers.length > 0)
    throw new Error(
      `nobody knows who reaches what through ${strangers.join(", ")}; teach it to test/proof/reachability`,
    );
}

/** Network policies of other kinds, or in other releases. */
function strangePolicies(json: TerraformJson): string[] {
  return Object.entries(json.resource?.helm_release ?? {}).flatMap(([name, release]) =>
    manifestsOf({ resource: { helm_release: { [name]: release } } })
      .filter(({ kind }) => kind.endsWith("NetworkPolicy"))
      .filter(({ kind }) => kind !== "NetworkPolicy" || !READ_RELEASES.test(`helm_release.${name}`))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  );
}
