import type { Construct } from "constructs";
import { Vpc, type VpcHandle, type VpcSubnets } from "../constructs/vpc";
import { workloadSecurityGroup } from "../constructs/workload-security-group";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

/** What everything else stands on: the private network and the public edge. */
export class NetworkStack extends BaseStack {
  readonly vpc: VpcHandle;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "network");
    const subnets = this.subnets();
    const workload = workloadSecurityGroup(this, "workload", {
      vpcId: subnets.vpcId,
      name: `${this.prefix}-workload`,
    });
    this.vpc = { ...subnets, workloadSecurityGroupId: workload.id };
  }

  private subnets(): VpcSubnets {
    const { network, zones } = this.environment;
    if (network.vpc.kind === "existing") {
      const { vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds } = network.vpc;
      return { vpcId, publicSubnetIds, privateSubnetIds, dataSubnetIds };
    }
    const { cidr, nat } = network.vpc;
    return new Vpc(this, "vpc", { name: this.prefix, cidr, nat, zones }).subnets;
  }
}
