import type { SubnetPlan } from "./subnets";
import type { VpcSubnets } from "./vpc";

/** A VPC to build in, whoever made it. */
export interface Ground {
  readonly subnets: VpcSubnets;
  /** Of the tiers. */
  readonly networks: SubnetPlan;
  /** Addresses from which its pods reach the internet, as networks. */
  readonly natNetworks: readonly string[];
}

/** A VPC of others stays as it is: no route, endpoint, flow log or default group of it is touched. Its owner has in
 *  place: DNS support and DNS host names; the subnets with the routes that `environments/schema` asks for; an S3
 *  gateway endpoint on the private and data tables; and interface endpoints, if any, that admit the workload's and the
 *  operator's group. */
export function existingVpc({
  cidr,
  natNetworks,
  ...vpc
}: VpcSubnets & { readonly cidr: string } & Pick<Ground, "natNetworks">): Ground {
  const { vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds } = vpc;
  return {
    subnets: { vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds },
    networks: { public: [cidr], private: [cidr], data: [cidr] },
    natNetworks,
  };
}
