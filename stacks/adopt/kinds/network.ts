import { areOurs, byKey, type Kind, named, own, ownFilters, unfinished, unnamed } from "./kind";

/** What the network stack makes inside the VPC, but for security groups. */
export const NETWORK: readonly Kind[] = [
  unnamed(
    "aws_vpc",
    ["tags.Name"],
    async (account) => {
      const { Vpcs = [] } = await account.aws.ec2.describeVpcs({ Filters: ownFilters(account) });
      return Vpcs.map(({ VpcId, Tags }) => own(VpcId, { "tags.Name": byKey(Tags).Name }));
    },
    (id) => `aws ec2 delete-vpc --vpc-id ${id}`,
  ),
  unnamed(
    "aws_subnet",
    ["vpc_id", "cidr_block"],
    async (account) => {
      const { Subnets = [] } = await account.aws.ec2.describeSubnets({ Filters: ownFilters(account) });
      return Subnets.map(({ SubnetId, VpcId, CidrBlock }) =>
        own(SubnetId, { vpc_id: VpcId, cidr_block: CidrBlock }),
      );
    },
    (id) => `aws ec2 delete-subnet --subnet-id ${id}`,
  ),
  unnamed(
    "aws_internet_gateway",
    ["tags.Name"],
    async (account) => {
      const { InternetGateways = [] } = await account.aws.ec2.describeInternetGateways({
        Filters: ownFilters(account),
      });
      // One that was not attached yet is ours all the same; the next deployment attaches it.
      return InternetGateways.map(({ InternetGatewayId, Tags }) =>
        own(InternetGatewayId, { "tags.Name": byKey(Tags).Name }),
      );
    },
    (id) => `aws ec2 delete-internet-gateway --internet-gateway-id ${id}`,
  ),
  unnamed(
    "aws_route_table",
    ["vpc_id", "tags.Name"],
    async (account) => {
      const { RouteTables = [] } = await account.aws.ec2.describeRouteTables({
        Filters: ownFilters(account),
      });
      return RouteTables.map(({ RouteTableId, VpcId, Tags }) =>
        own(RouteTableId, { vpc_id: VpcId, "tags.Name": byKey(Tags).Name }),
      );
    },
    (id) => `aws ec2 delete-route-table --route-table-id ${id}`,
  ),
  named(
    "aws_route",
    ["route_table_id", "destination_cidr_block"],
    async ({ aws }, { route_table_id, destination_cidr_block }) => {
      const { RouteTables = [] } = await aws.ec2.describeRouteTables({ RouteTableIds: [route_table_id] });
      const routes = RouteTables.flatMap(({ Routes = [] }) => Routes);
      return routes
        .filter(({ DestinationCidrBlock }) => DestinationCidrBlock === destination_cidr_block)
        .map(() => ({
          importId: `${route_table_id}_${destination_cidr_block}`,
          attributes: {},
          // It is in a table of ours.
          ours: true,
        }));
    },
  ),
  named(
    "aws_route_table_association",
    ["route_table_id", "subnet_id"],
    async ({ aws }, { route_table_id, subnet_id }) => {
      const { RouteTables = [] } = await aws.ec2.describeRouteTables({ RouteTableIds: [route_table_id] });
      const associations = RouteTables.flatMap(({ Associations = [] }) => Associations);
      return associations
        .filter(({ SubnetId }) => SubnetId === subnet_id)
        .map(({ RouteTableAssociationId }) => ({
          importId: `${subnet_id}/${route_table_id}`,
          attributes: { id: RouteTableAssociationId },
          ours: true,
        }));
    },
  ),
  unnamed(
    "aws_eip",
    ["tags.Name"],
    async (account) => {
      const { Addresses = [] } = await account.aws.ec2.describeAddresses({ Filters: ownFilters(account) });
      return Addresses.map(({ AllocationId, Tags }) => ({
        ...own(AllocationId, { "tags.Name": byKey(Tags).Name }),
        attributes: { id: AllocationId, allocation_id: AllocationId },
      }));
    },
    (id) => `aws ec2 release-address --allocation-id ${id}`,
  ),
  unnamed(
    "aws_nat_gateway",
    ["subnet_id"],
    async (account) => {
      const { NatGateways = [] } = await account.aws.ec2.describeNatGateways({ Filter: ownFilters(account) });
      return NatGateways.filter(({ State }) => State !== "deleted" && State !== "deleting").map(
        ({ NatGatewayId, SubnetId, State }) => ({
          ...own(NatGatewayId, { subnet_id: SubnetId }),
          ...unfinished(State, ["available"]),
        }),
      );
    },
    (id) => `aws ec2 delete-nat-gateway --nat-gateway-id ${id}`,
  ),
  unnamed(
    "aws_ec2_managed_prefix_list",
    ["name"],
    async (account) => {
      const { PrefixLists = [] } = await account.aws.ec2.describeManagedPrefixLists({
        Filters: [{ Name: "owner-id", Values: [account.accountId] }],
      });
      return PrefixLists.filter(({ Tags }) => areOurs(account, byKey(Tags))).map(
        ({ PrefixListId, PrefixListName }) => own(PrefixListId, { name: PrefixListName }),
      );
    },
    (id) => `aws ec2 delete-managed-prefix-list --prefix-list-id ${id}`,
  ),
  unnamed(
    "aws_vpc_endpoint",
    ["vpc_id", "service_name"],
    async (account) => {
      const { VpcEndpoints = [] } = await account.aws.ec2.describeVpcEndpoints({
        Filters: ownFilters(account),
      });
      return VpcEndpoints.filter(({ State }) => !/^delet/i.test(State ?? "")).map(
        ({ VpcEndpointId, VpcId, ServiceName }) =>
          own(VpcEndpointId, { vpc_id: VpcId, service_name: ServiceName }),
      );
    },
    (id) => `aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ${id}`,
  ),
  unnamed(
    "aws_flow_log",
    ["vpc_id"],
    async (account) => {
      const { FlowLogs = [] } = await account.aws.ec2.describeFlowLogs({ Filter: ownFilters(account) });
      return FlowLogs.map(({ FlowLogId, ResourceId }) => own(FlowLogId, { vpc_id: ResourceId }));
    },
    (id) => `aws ec2 delete-flow-logs --flow-log-ids ${id}`,
  ),
];
