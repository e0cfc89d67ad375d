import { Vpc, type VpcProps } from "../../constructs/vpc";
import { synthesizeConstruct } from "../support/construct";
import { routesOfSubnet } from "../support/routes";
import { ofType, reference } from "../support/terraform-json";

function vpc(nat: VpcProps["nat"], use: (vpc: Vpc) => void = () => {}) {
  return synthesizeConstruct((stack) => {
    use(
      new Vpc(stack, "vpc", {
        name: "langfuse-test",
        cidr: "10.0.0.0/16",
        zones: ["r-1a", "r-1b", "r-1c"],
        nat,
      }),
    );
  });
}

const positions = [1, 2, 3];

describe("a VPC", () => {
  const json = vpc("per-zone");

  it("spreads each tier over all zones", () => {
    for (const tier of ["public", "private", "data"])
      expect(
        positions.map((position) => json.resource?.aws_subnet?.[`vpc_${tier}_subnet_${position}`]),
      ).toMatchObject(["r-1a", "r-1b", "r-1c"].map((zone) => ({ availability_zone: zone })));
  });

  it("says which networks its tiers are", () => {
    const cidrs = (tier: string) =>
      positions.map((position) => json.resource?.aws_subnet?.[`vpc_${tier}_subnet_${position}`]?.cidr_block);
    expect.assertions(1);
    vpc("per-zone", ({ networks }) => {
      expect(networks).toEqual({ public: cidrs("public"), private: cidrs("private"), data: cidrs("data") });
    });
  });

  it("gives public addresses in no subnet", () => {
    const subnets = ofType(json, "aws_subnet");
    expect(subnets).toHaveLength(9);
    expect(subnets.map((subnet) => subnet.arguments.map_public_ip_on_launch)).toEqual(Array(9).fill(false));
  });

  it.each(positions)("keeps data subnet %i without any route", (position) => {
    expect(routesOfSubnet(json, `aws_subnet.vpc_data_subnet_${position}`)).toEqual([]);
  });

  it.each(positions)("routes public subnet %i to the internet gateway", (position) => {
    expect(routesOfSubnet(json, `aws_subnet.vpc_public_subnet_${position}`)).toMatchObject([
      {
        arguments: {
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: expect.stringContaining("aws_internet_gateway.vpc_internet_gateway.id"),
        },
      },
    ]);
  });

  it.each(positions)("routes private subnet %i to the NAT gateway of its own zone", (position) => {
    expect(routesOfSubnet(json, `aws_subnet.vpc_private_subnet_${position}`)).toMatchObject([
      {
        arguments: {
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: reference(`aws_nat_gateway.vpc_nat_${position}.id`),
        },
      },
    ]);
    expect(json.resource?.aws_nat_gateway?.[`vpc_nat_${position}`]).toMatchObject({
      subnet_id: reference(`aws_subnet.vpc_public_subnet_${position}.id`),
    });
  });

  it("empties the default security group", () => {
    expect(ofType(json, "aws_default_security_group")).toMatchObject([
      { arguments: { vpc_id: expect.stringContaining("aws_vpc.vpc_network") } },
    ]);
    const [group] = ofType(json, "aws_default_security_group");
    expect(Object.keys(group?.arguments ?? {})).not.toEqual(expect.arrayContaining(["ingress"]));
    expect(Object.keys(group?.arguments ?? {})).not.toEqual(expect.arrayContaining(["egress"]));
  });

  it("resolves the private names of interface endpoints", () => {
    expect(ofType(json, "aws_vpc")).toMatchObject([
      { arguments: { enable_dns_support: true, enable_dns_hostnames: true } },
    ]);
  });

  it.each([
    ["public", "kubernetes.io/role/elb"],
    ["private", "kubernetes.io/role/internal-elb"],
  ])("marks %s subnets for load balancers", (tier, tag) => {
    expect(json.resource?.aws_subnet?.[`vpc_${tier}_subnet_1`]?.tags).toMatchObject({ [tag]: "1" });
  });
});

describe("a VPC with a single NAT gateway", () => {
  const json = vpc("single");

  it("has one NAT gateway and one address", () => {
    expect(ofType(json, "aws_nat_gateway")).toHaveLength(1);
    expect(ofType(json, "aws_eip")).toHaveLength(1);
  });

  it.each(positions)("routes private subnet %i to it", (position) => {
    expect(routesOfSubnet(json, `aws_subnet.vpc_private_subnet_${position}`)).toMatchObject([
      { arguments: { nat_gateway_id: reference("aws_nat_gateway.vpc_nat_1.id") } },
    ]);
  });
});
