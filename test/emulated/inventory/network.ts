import { each, type Kind } from "./kind";

/** What the network stack makes inside the VPC. */
export const NETWORK: readonly Kind[] = [
  {
    type: "aws_vpc",
    list: async ({ ec2 }) => each((await ec2.describeVpcs()).Vpcs, "VpcId"),
    parts: ["aws_default_security_group"],
  },
  { type: "aws_subnet", list: async ({ ec2 }) => each((await ec2.describeSubnets()).Subnets, "SubnetId") },
  {
    type: "aws_route_table",
    list: async ({ ec2 }) => each((await ec2.describeRouteTables()).RouteTables, "RouteTableId"),
    parts: ["aws_route", "aws_route_table_association"],
  },
  {
    type: "aws_ebs_volume",
    list: async ({ ec2 }) => each((await ec2.describeVolumes()).Volumes, "VolumeId"),
  },
  {
    type: "aws_internet_gateway",
    list: async ({ ec2 }) =>
      each((await ec2.describeInternetGateways()).InternetGateways, "InternetGatewayId"),
  },
  {
    type: "aws_nat_gateway",
    list: async ({ ec2 }) => {
      const { NatGateways = [] } = await ec2.describeNatGateways();
      const standing = NatGateways.filter(({ State }) => State !== "deleted");
      return each(standing, "NatGatewayId");
    },
  },
  {
    type: "aws_eip",
    list: async ({ ec2 }) => each((await ec2.describeAddresses()).Addresses, "AllocationId"),
  },
  {
    type: "aws_security_group",
    list: async ({ ec2 }) => each((await ec2.describeSecurityGroups()).SecurityGroups, "GroupId"),
    parts: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
  },
  {
    type: "aws_ec2_managed_prefix_list",
    list: async ({ ec2 }) => each((await ec2.describeManagedPrefixLists()).PrefixLists, "PrefixListId"),
  },
  {
    type: "aws_vpc_endpoint",
    list: async ({ ec2 }) => {
      const { VpcEndpoints = [] } = await ec2.describeVpcEndpoints();
      // moto writes the state in lower case.
      const standing = VpcEndpoints.filter(({ State }) => State?.toLowerCase() !== "deleted");
      return each(standing, "VpcEndpointId");
    },
  },
  {
    type: "aws_flow_log",
    list: async ({ ec2 }) => each((await ec2.describeFlowLogs()).FlowLogs, "FlowLogId"),
  },
];
