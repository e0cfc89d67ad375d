import type { Construct } from "constructs";
import { bootstrapNames } from "../constructs/bootstrap-names";
import { Cluster, type ClusterHandle } from "../constructs/cluster";
import { ClusterAccess } from "../constructs/cluster-access";
import { serviceNetwork } from "../constructs/service-network";
import type { VpcHandle } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

export interface ClusterStackProps {
  readonly vpc: VpcHandle;
  /** Key of log groups. */
  readonly logsKeyArn: string;
}

/** Kubernetes, and who may use it. It holds no node yet: the platform stack says which nodes there may be. */
export class ClusterStack extends BaseStack {
  readonly cluster: ClusterHandle;

  constructor(scope: Construct, environment: Environment, { vpc, logsKeyArn }: ClusterStackProps) {
    super(scope, environment, "cluster");
    const { version, api, access, logDays } = environment.cluster;
    this.cluster = new Cluster(this, "cluster", {
      account: environment,
      name: this.prefix,
      version,
      subnetIds: vpc.privateSubnetIds,
      serviceCidr: serviceNetwork(environment.network.vpc.cidr).cidr,
      publicAccessCidrs: api.kind === "public" ? api.allowList : [],
      clientSecurityGroupId: vpc.operatorSecurityGroupId,
      logsKeyArn,
      logDays,
      protect: environment.protectData,
    }).handle;
    new ClusterAccess(this, "access", {
      ...access,
      clusterName: this.cluster.name,
      deployRoleArn: bootstrapNames(this.prefix, environment).deployRoleArn,
    });
  }
}
