import { dev } from "../../environments/dev";
import { existingVpc, networkStack, synthesizeNetwork } from "../support/network";
import { synthesizedStack } from "../support/platform";
import { statementsOf } from "../support/policies";
import { routesOfSubnet } from "../support/routes";
import { ofType, reference, resourcesOf } from "../support/terraform-json";

describe("the network", () => {
  const { json } = synthesizedStack("dev-network");

  it("reaches S3 privately from every private and data subnet", () => {
    const gateway = ofType(json, "aws_vpc_endpoint").find(
      ({ arguments: { vpc_endpoint_type } }) => vpc_endpoint_type === "Gateway",
    );
    const tables = ofType(json, "aws_route_table_association")
      .filter(({ arguments: { subnet_id } }) => !String(subnet_id).includes("public"))
      .map(({ arguments: { route_table_id } }) => route_table_id);
    expect(tables).toHaveLength(6);
    expect(gateway?.arguments.route_table_ids).toEqual(expect.arrayContaining(tables));
  });

  it("reaches no bucket of another environment", () => {
    const gateway = ofType(json, "aws_vpc_endpoint").find(({ name }) => name === "s3_gateway_endpoint");
    expect(statementsOf(gateway).find(({ Sid }) => Sid === "OwnBuckets")?.Resource).toEqual([
      "arn:aws:s3:::langfuse-dev-*",
    ]);
  });

  it("records the traffic of its VPC", () => {
    expect(ofType(json, "aws_flow_log")).toMatchObject([
      { arguments: { vpc_id: reference("aws_vpc.vpc_network.id"), traffic_type: "ALL" } },
    ]);
  });

  it("tells runners inside the VPC which group to carry", () => {
    expect(json.output?.operator_security_group_id).toMatchObject({
      value: reference("aws_security_group.operator_group.id"),
    });
  });

  it("has neither interface endpoints nor a group for them where the environment lists none", () => {
    expect(ofType(json, "aws_vpc_endpoint")).toHaveLength(1);
    expect(json.resource?.aws_security_group).not.toHaveProperty("endpoints_access_group");
  });

  it("admits the workload and the operator at its interface endpoints", () => {
    const rules = ofType(
      synthesizeNetwork({ interfaceEndpoints: ["sts"] }),
      "aws_vpc_security_group_ingress_rule",
    )
      .filter(({ name }) => name.startsWith("endpoints"))
      .map(({ arguments: { referenced_security_group_id } }) => referenced_security_group_id);
    expect(rules).toEqual([
      reference("aws_security_group.operator_group.id"),
      reference("aws_security_group.workload_group.id"),
    ]);
  });
});

describe("the network of prod", () => {
  const { json } = synthesizedStack("prod-network");

  it.each([1, 2, 3])("survives the loss of any other zone in zone %i", (position) => {
    const [route] = routesOfSubnet(json, `aws_subnet.vpc_private_subnet_${position}`);
    expect(route?.arguments.nat_gateway_id).toBe(reference(`aws_nat_gateway.vpc_nat_${position}.id`));
  });
});

describe("a network in a VPC of others", () => {
  const json = synthesizeNetwork({ vpc: existingVpc });

  it("changes nothing of the VPC", () => {
    const touching = resourcesOf(json).filter(({ type }) =>
      /^aws_(vpc|subnet|route|route_table.*|nat_gateway|internet_gateway|default_.*|vpc_endpoint|flow_log)$/.test(
        type,
      ),
    );
    expect(touching).toEqual([]);
  });

  it("brings its own identities", () => {
    expect(json.resource?.aws_security_group).toMatchObject({
      workload_group: { vpc_id: existingVpc.vpcId },
      operator_group: { vpc_id: existingVpc.vpcId },
    });
  });

  it("hands on the given subnets", () => {
    const { vpc } = networkStack({ network: { ...dev.network, vpc: existingVpc } });
    expect(vpc).toMatchObject({
      vpcId: existingVpc.vpcId,
      publicSubnetIds: existingVpc.publicSubnetIds,
      privateSubnetIds: existingVpc.privateSubnetIds,
      dataSubnetIds: existingVpc.dataSubnetIds,
      // Nobody told us the networks of its subnets.
      networks: { public: [existingVpc.cidr], private: [existingVpc.cidr], data: [existingVpc.cidr] },
    });
  });
});
