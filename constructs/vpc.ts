import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Vpc as VpcResource } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { SubnetTier } from "./subnet-tier";
import { planSubnets, type SubnetPlan } from "./subnets";

/** A VPC and its subnets; every list has one id per zone, in the order of the zones. */
export interface VpcSubnets {
  readonly vpcId: string;
  /** Load balancer and NAT only. */
  readonly publicSubnetIds: readonly string[];
  /** Nodes and pods. */
  readonly privateSubnetIds: readonly string[];
  /** Databases and caches: no route to the internet. */
  readonly dataSubnetIds: readonly string[];
}

/** The private network, as other stacks see it. */
export interface VpcHandle extends VpcSubnets {
  /** Carried by every node that runs workloads, beside the cluster's own group; databases, interface endpoints and
   *  the load balancer's targets admit it and nothing else. */
  readonly workloadSecurityGroupId: string;
  /** Carried by runners and sessions that deploy from inside the VPC; interface endpoints and the cluster's API admit
   *  it, databases do not. */
  readonly operatorSecurityGroupId: string;
  /** IPv4 networks of the tiers, for network policies. Of a VPC of others only its own network is known, which then
   *  stands for each of them. */
  readonly networks: SubnetPlan;
}

export interface VpcProps {
  readonly name: string;
  /** IPv4 network of /16 to /20; see {@link planSubnets}. */
  readonly cidr: string;
  /** Three availability zones. */
  readonly zones: readonly string[];
  /** `per-zone` survives the loss of a zone; `single` does not. */
  readonly nat: "single" | "per-zone";
}

const ANYWHERE = "0.0.0.0/0";

/** A VPC over three zones with three tiers of subnets: public for the load balancer, private for pods, data for
 *  databases. No subnet gives public addresses, the data tier has no route out, the default group permits nothing.
 *  Cost: 35 USD a month and 0.048 per GB for each NAT gateway in eu-west-1 (aws.amazon.com/vpc/pricing, 2026-11). */
export class Vpc extends Construct {
  readonly subnets: VpcSubnets;
  readonly networks: SubnetPlan;
  /** Tables of the private and data tiers: those that a gateway endpoint must be added to. */
  readonly internalRouteTableIds: readonly string[];
  /** Addresses from which pods reach the internet, as networks. */
  readonly natNetworks: readonly string[];
  private readonly vpcId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcProps,
  ) {
    super(scope, id);
    const plan = planSubnets(props.cidr);
    this.networks = plan;
    this.vpcId = this.network();
    const publicTier = this.tier("public", plan.public, { "kubernetes.io/role/elb": "1" });
    const privateTier = this.tier("private", plan.private, { "kubernetes.io/role/internal-elb": "1" });
    const dataTier = this.tier("data", plan.data);
    const gateway = this.internetGateway(publicTier);
    const nat = this.natGateways(publicTier, gateway);
    this.routeThroughNat(privateTier, nat);
    this.natNetworks = nat.map(({ publicIp }) => `${publicIp}/32`);
    this.subnets = {
      vpcId: this.vpcId,
      publicSubnetIds: publicTier.subnetIds,
      privateSubnetIds: privateTier.subnetIds,
      dataSubnetIds: dataTier.subnetIds,
    };
    this.internalRouteTableIds = [...privateTier.routeTableIds, ...dataTier.routeTableIds];
  }

  private network(): string {
    const { name, cidr } = this.props;
    const vpc = new VpcResource(this, "network", {
      cidrBlock: cidr,
      // Private names of interface endpoints need both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    // Adopts the group that EC2 makes with every VPC and empties it: what forgets to name a group reaches nothing.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}-default-unused` },
    });
    return vpc.id;
  }

  private tier(tier: string, cidrs: readonly string[], tags?: Readonly<Record<string, string>>): SubnetTier {
    const { name, zones } = this.props;
    return new SubnetTier(this, tier, { vpcId: this.vpcId, name: `${name}-${tier}`, zones, cidrs, tags });
  }

  private internetGateway({ routeTableIds }: SubnetTier): InternetGateway {
    const gateway = new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpcId,
      tags: { Name: this.props.name },
    });
    for (const [index, routeTableId] of routeTableIds.entries())
      new Route(this, `public-route-${index + 1}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        gatewayId: gateway.id,
      });
    return gateway;
  }

  private natGateways({ subnetIds }: SubnetTier, gateway: InternetGateway): NatGateway[] {
    const { name, zones, nat } = this.props;
    return subnetIds.slice(0, nat === "single" ? 1 : undefined).map((subnetId, index) => {
      const tags = { Name: `${name}-nat-${zones[index]}` };
      const address = new Eip(this, `nat-address-${index + 1}`, { domain: "vpc", tags });
      return new NatGateway(this, `nat-${index + 1}`, {
        subnetId,
        allocationId: address.allocationId,
        tags,
        dependsOn: [gateway],
      });
    });
  }

  private routeThroughNat({ routeTableIds }: SubnetTier, gateways: readonly NatGateway[]): void {
    for (const [index, routeTableId] of routeTableIds.entries())
      new Route(this, `private-route-${index + 1}`, {
        routeTableId,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: (gateways[index] ?? gateways[0])?.id,
      });
  }
}
