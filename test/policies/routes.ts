import { type Platform, type PlatformResource, resources } from "./platform";
import { refersTo } from "./rule";

/** The route tables that a subnet is associated with. */
export function routeTablesOf(platform: Platform, subnet: PlatformResource): PlatformResource[] {
  const associations = resources(platform, "aws_route_table_association").filter(({ arguments: block }) =>
    refersTo(block.subnet_id, subnet),
  );
  return resources(platform, "aws_route_table").filter((table) =>
    associations.some(({ arguments: block }) => refersTo(block.route_table_id, table)),
  );
}

/** The routes of a table. */
export function routesOf(platform: Platform, table: PlatformResource): PlatformResource[] {
  return resources(platform, "aws_route").filter(({ arguments: block }) =>
    refersTo(block.route_table_id, table),
  );
}

/** The subnets that a value refers to. */
export function subnetsIn(platform: Platform, value: unknown): PlatformResource[] {
  return resources(platform, "aws_subnet").filter((subnet) => refersTo(value, subnet));
}

/** Whether something in the subnet answers to the internet: decided by its routes, not by its name. A subnet without a
 *  table of its own follows the main one, which nobody wrote down. */
export function isPublic(platform: Platform, subnet: PlatformResource): boolean {
  const tables = routeTablesOf(platform, subnet);
  const routes = tables.flatMap((table) => routesOf(platform, table));
  return tables.length === 0 || routes.some(({ arguments: block }) => block.gateway_id !== undefined);
}

/** Names of the zones that subnets lie in. */
export function zonesOf(subnets: readonly PlatformResource[]): string[] {
  return [...new Set(subnets.map(({ arguments: block }) => String(block.availability_zone)))];
}
