import type { VpcHandle } from "../../constructs/vpc";

/** A network for constructs that live in one. */
export const vpc: VpcHandle = {
  vpcId: "vpc-0a",
  publicSubnetIds: ["subnet-public"],
  privateSubnetIds: ["subnet-private"],
  dataSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  workloadSecurityGroupId: "sg-workload",
  operatorSecurityGroupId: "sg-operator",
};
