import { reference } from "../../support/terraform-json";
import { each, eachMissing, type Mutation } from "../mutants";
import { type Platform, type PlatformResource, resources } from "../platform";
import { inOwnVpc } from "../requires";
import { isPublic, routesOf, routeTablesOf, subnetsIn, zonesOf } from "../routes";
import { type Finding, type Rule, refersTo, replace, valuesAt } from "../rule";

/** Whatever stands in private subnets only, and where its subnets are written. */
const privateTenants: Readonly<Record<string, string>> = {
  aws_db_subnet_group: "subnet_ids",
  aws_elasticache_subnet_group: "subnet_ids",
  aws_eks_cluster: "vpc_config.subnet_ids",
  NodeClass: "spec.subnetSelectorTerms",
};

/** Which way packets go. Decided by route tables, because names prove nothing. */
export const routeRules: readonly Rule[] = [
  {
    id: "private-subnets",
    rows: ["V4", "R3", "E8", "C7"],
    title: "Databases, cache, cluster and nodes stand in private subnets of three zones",
    upstream: ["FSBP RDS.46", "AVD-AWS-0180", "BP networking"],
    appliesTo: inOwnVpc,
    check: (platform) =>
      tenantsOf(platform).flatMap(({ tenant, path }) => {
        const subnets = subnetsIn(platform, valuesAt(tenant.arguments, path));
        return [
          ...subnets
            .filter((subnet) => isPublic(platform, subnet))
            .map((subnet) => finding(tenant, `stands in ${subnet.address}, which the internet reaches`)),
          ...(zonesOf(subnets).length >= 3 ? [] : [finding(tenant, "stands in fewer than three zones")]),
        ];
      }),
    mutants: (platform) => [
      ...tenantsOf(platform).flatMap(({ tenant, path }) => {
        const target = { type: tenant.type, where: (one: PlatformResource) => one === tenant };
        const [first] = subnetsIn(platform, valuesAt(tenant.arguments, path));
        return [
          ...each(platform, { ...target, name: "in a public subnet" }, (block) =>
            replace(block, path, publicSubnets(platform)),
          ),
          ...each(platform, { ...target, name: "in one zone" }, (block) =>
            replace(block, path, [`\${${first?.address}.id}`]),
          ),
        ];
      }),
      ...each(
        platform,
        { type: "aws_route", name: "to the internet", where: ({ arguments: route }) => !route.gateway_id },
        (route) => {
          route.gateway_id = reference("aws_internet_gateway.any.id");
        },
      ),
    ],
  },
  {
    id: "nat-per-zone",
    rows: ["V5"],
    title: "Each zone leaves through a NAT of its own where the environment promises that",
    upstream: ["BP reliability"],
    appliesTo: ({ network: { vpc } }) => vpc.kind === "create" && vpc.nat === "per-zone",
    check: (platform) =>
      resources(platform, "aws_subnet").flatMap((subnet) =>
        routeTablesOf(platform, subnet)
          .flatMap((table) => routesOf(platform, table))
          .filter(({ arguments: route }) => route.nat_gateway_id !== undefined)
          .filter(({ arguments: route }) => !leavesFrom(platform, route.nat_gateway_id, subnet))
          .map((route) => finding(route, `takes ${subnet.address} out through another zone`)),
      ),
    mutants: (platform) => {
      const [first, second] = resources(platform, "aws_nat_gateway");
      const routes = { type: "aws_route", where: throughNat };
      return [first, second].flatMap(
        (nat): Mutation =>
          each(platform, { ...routes, name: `through ${nat?.address}` }, (route) => {
            route.nat_gateway_id = `\${${nat?.address}.id}`;
          }).filter(({ name }) => !isOwn(platform, name)),
      );
    },
  },
  {
    id: "s3-endpoint-everywhere",
    rows: ["V6"],
    title: "Traces reach S3 without leaving AWS's network, from every private subnet",
    upstream: ["FSBP EC2.10"],
    appliesTo: inOwnVpc,
    check: (platform) =>
      resources(platform, "aws_subnet")
        .filter((subnet) => !isPublic(platform, subnet))
        .flatMap((subnet) => routeTablesOf(platform, subnet))
        .filter(
          (table) =>
            !gateways(platform).some(({ arguments: block }) => refersTo(block.route_table_ids, table)),
        )
        .map((table) => finding(table, "has no way to S3 within AWS's network")),
    mutants: (platform) => [
      ...eachMissing(platform, "aws_vpc_endpoint", isGateway),
      ...each(
        platform,
        { type: "aws_vpc_endpoint", name: "for one table less", where: isGateway },
        (block) => {
          block.route_table_ids = [block.route_table_ids].flat().slice(1);
        },
      ),
    ],
  },
];

interface Tenant {
  readonly tenant: PlatformResource;
  readonly path: string;
}

function tenantsOf(platform: Platform): Tenant[] {
  return Object.entries(privateTenants).flatMap(([type, path]) =>
    resources(platform, type).map((tenant) => ({ tenant, path })),
  );
}

function publicSubnets(platform: Platform): string[] {
  return resources(platform, "aws_subnet")
    .filter((subnet) => isPublic(platform, subnet))
    .map(({ address }) => `\${${address}.id}`);
}

function finding({ address }: PlatformResource, problem: string): Finding {
  return { address, problem };
}

function isGateway({ arguments: block }: PlatformResource): boolean {
  return block.vpc_endpoint_type === "Gateway";
}

function gateways(platform: Platform): PlatformResource[] {
  return resources(platform, "aws_vpc_endpoint").filter(isGateway);
}

function throughNat({ arguments: route }: PlatformResource): boolean {
  return route.nat_gateway_id !== undefined;
}

function leavesFrom(
  platform: Platform,
  gateway: unknown,
  { arguments: { availability_zone } }: PlatformResource,
) {
  const nats = resources(platform, "aws_nat_gateway").filter((nat) => refersTo(gateway, nat));
  const homes = nats.flatMap(({ arguments: nat }) => subnetsIn(platform, nat.subnet_id));
  return homes.some(({ arguments: home }) => home.availability_zone === availability_zone);
}

/** Whether a mutant leads a route where it led before. */
function isOwn(platform: Platform, mutant: string): boolean {
  const [address, nat] = mutant.split(" through ");
  const route = resources(platform, "aws_route").find((one) => one.address === address);
  return String(route?.arguments.nat_gateway_id).includes(`${nat}.`);
}
