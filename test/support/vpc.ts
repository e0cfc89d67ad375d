import type { VpcHandle } from "../../constructs/vpc";

/** A network for constructs that live in one. */
export const vpc: VpcHandle = {
  vpcId: "vpc-0a",
  publicSubnetIds: ["subnet-public"],
  privateSubnetIds: ["subnet-private"],
  dataSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  workloadSecurityGroupId: "sg-workload",
  operatorSecurityGroupId: "sg-operator",
  networks: { public: ["10.0.192.0/22"], private: ["10.0.0.0/18"], data: ["10.0.208.0/22"] },
};
