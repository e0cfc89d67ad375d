import { Cluster, type ClusterProps } from "../../constructs/cluster";
import { synthesizeConstruct } from "./construct";
import { ofType, type TerraformJson } from "./terraform-json";

/** A cluster of the tests: private and protected. */
export const clusterProps: ClusterProps = {
  account: { accountId: "123456789012", region: "eu-west-1" },
  name: "langfuse-test",
  version: "1.36",
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  serviceCidr: "172.20.0.0/16",
  publicAccessCidrs: [],
  clientSecurityGroupId: "sg-runner",
  logsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/logs",
  logDays: 90,
  protect: true,
};

/** It alone, with some props changed. */
export const synthesizeCluster = (changes: Partial<ClusterProps> = {}): TerraformJson =>
  synthesizeConstruct((stack) => {
    new Cluster(stack, "cluster", { ...clusterProps, ...changes });
  });

/** The arguments of its control plane. */
export const controlPlane = (changes: Partial<ClusterProps> = {}) =>
  ofType(synthesizeCluster(changes), "aws_eks_cluster")[0]?.arguments;
