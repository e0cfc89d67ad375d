import type { Construct } from "constructs";
import type { ClusterHandle } from "../constructs/cluster";
import { Manifests } from "../constructs/manifests";
import { MetricsServer } from "../constructs/metrics-server";
import { networkPolicyController, nodeClass } from "../constructs/node-class";
import { clickHouseNodePool, generalNodePool } from "../constructs/node-pool";
import { observerRole } from "../constructs/observer-role";
import { storageClassManifests } from "../constructs/storage-class";
import type { VpcHandle } from "../constructs/vpc";
import type { Environment } from "../environments/schema";
import { InClusterStack } from "./in-cluster-stack";

export interface PlatformStackProps {
  readonly vpc: VpcHandle;
  readonly cluster: ClusterHandle;
}

/** What workloads find when they arrive: nodes, storage, metrics, and the operators whose custom resources they use. */
export class PlatformStack extends InClusterStack {
  constructor(scope: Construct, environment: Environment, { vpc, cluster }: PlatformStackProps) {
    super(scope, environment, "platform", cluster);
    const { architecture, pools, version } = environment.cluster;
    const foundation = new Manifests(this, "foundation", {
      namespace: "kube-system",
      manifests: [
        networkPolicyController,
        nodeClass({
          nodeRoleName: cluster.nodeRoleName,
          subnetIds: vpc.privateSubnetIds,
          securityGroupIds: [cluster.securityGroupId, vpc.workloadSecurityGroupId],
          volumesKeyArn: cluster.volumesKeyArn,
        }),
        generalNodePool({ architecture, ...pools.general }),
        clickHouseNodePool({ architecture, ...pools.clickhouse }),
        ...storageClassManifests(cluster.volumesKeyArn),
        ...observerRole(),
      ],
    });
    new MetricsServer(this, "metrics-server", {
      clusterName: cluster.name,
      kubernetesVersion: version,
      nodePools: foundation.release,
    });
  }
}
