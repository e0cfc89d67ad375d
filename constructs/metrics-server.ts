import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface MetricsServerProps {
  readonly clusterName: string;
  /** Decides the version: the one that EKS recommends for this Kubernetes. */
  readonly kubernetesVersion: string;
  /** Node pools; the add-on waits in vain for pods that no node can take. */
  readonly nodePools: ITerraformDependable;
}

/** What `kubectl top` and autoscaling on CPU ask. An EKS add-on rather than a chart: its image comes through the private
 *  registry endpoint, and EKS knows which version fits which Kubernetes.
 *  https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html (2026-11) */
export class MetricsServer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { clusterName, kubernetesVersion, nodePools }: MetricsServerProps,
  ) {
    super(scope, id);
    const addonName = "metrics-server";
    const version = new DataAwsEksAddonVersion(this, "version", { addonName, kubernetesVersion });
    new EksAddon(this, "addon", {
      clusterName,
      addonName,
      addonVersion: version.version,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: [nodePools],
    });
  }
}
