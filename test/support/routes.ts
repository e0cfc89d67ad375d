import { ofType, type Resource, reference, type TerraformJson } from "./terraform-json";

/** The routes of one subnet, found as AWS finds them: subnet, association, route table, routes.
 *  @throws when the subnet has no association and would silently use the VPC's main table */
export function routesOfSubnet(json: Pick<TerraformJson, "resource">, subnet: string): Resource[] {
  const association = ofType(json, "aws_route_table_association").find(
    (candidate) => candidate.arguments.subnet_id === reference(`${subnet}.id`),
  );
  if (!association) throw new Error(`'${subnet}' is associated with no route table`);
  return ofType(json, "aws_route").filter(
    (route) => route.arguments.route_table_id === association.arguments.route_table_id,
  );
}
