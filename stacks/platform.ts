import type { Construct } from "constructs";
import { Chart } from "../constructs/chart";
import type { ClusterHandle } from "../constructs/cluster";
import { externalSecretsRoles } from "../constructs/external-secrets-roles";
import { Manifests } from "../constructs/manifests";
import { MetricsServer } from "../constructs/metrics-server";
import { namespaceManifests, namespaces, operatorNamespaces } from "../constructs/namespaces";
import { networkPolicyController, nodeClass } from "../constructs/node-class";
import { clickHouseNodePool, generalNodePool } from "../constructs/node-pool";
import { observerRole } from "../constructs/observer-role";
import { priorityClassManifests } from "../constructs/priority-class";
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
  constructor(
    scope: Construct,
    environment: Environment,
    private readonly props: PlatformStackProps,
  ) {
    super(scope, environment, "platform", props.cluster);
    const foundation = this.foundation();
    const tenancy = this.tenancy();
    new MetricsServer(this, "metrics-server", {
      clusterName: props.cluster.name,
      kubernetesVersion: environment.cluster.version,
      nodePools: foundation.release,
    });
    new Chart(this, "external-secrets", {
      namespace: operatorNamespaces.externalSecrets,
      wiring: { replicaCount: this.operatorReplicas },
      after: [foundation.release, tenancy.release],
    });
  }

  /** Two where people notice that nothing reconciles while a node is replaced. */
  private get operatorReplicas(): number {
    return this.environment.serviceLevel === "production" ? 2 : 1;
  }

  /** What the cluster itself lacks. */
  private foundation(): Manifests {
    const { vpc, cluster } = this.props;
    const { architecture, pools } = this.environment.cluster;
    return new Manifests(this, "foundation", {
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
  }

  /** Who lives in the cluster, and who may do what there. */
  private tenancy(): Manifests {
    return new Manifests(this, "tenancy", {
      namespace: "kube-system",
      manifests: [
        ...namespaceManifests(),
        ...priorityClassManifests(),
        ...externalSecretsRoles([namespaces.langfuse, namespaces.clickhouse]),
      ],
    });
  }
}
