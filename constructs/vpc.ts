/** The private network, as other stacks see it; every list has one id per zone, in the order of the zones. */
export interface VpcHandle {
  readonly vpcId: string;
  /** Load balancer and NAT only. */
  readonly publicSubnetIds: readonly string[];
  /** Nodes and pods. */
  readonly privateSubnetIds: readonly string[];
  /** Databases and caches: no route to the internet. */
  readonly dataSubnetIds: readonly string[];
  /** Security group of the nodes that run workloads; databases admit it and nothing else. */
  readonly workloadSecurityGroupId: string;
}
