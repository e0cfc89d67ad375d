import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface MetricsServerProps {
  readonly clusterName: string;
  /** Node pools; the add-on waits in vain for pods that no node can take. */
  readonly nodePools: ITerraformDependable;
}

/** What `kubectl top` and autoscaling on CPU ask. An EKS add-on rather than a chart: its image comes through the private
 *  registry endpoint, and EKS knows which version fits which Kubernetes. It states none: EKS installs the one that it
 *  recommends for this Kubernetes and leaves it, and Terraform keeps what it finds. One looked up by a plan would differ
 *  from day to day, and one in code could not be updated by Renovate, for which EKS is no source. After an upgrade of
 *  Kubernetes: `aws eks update-addon --cluster-name … --addon-name metrics-server --addon-version …`, with a version from
 *  `aws eks describe-addon-versions --addon-name metrics-server --kubernetes-version …`.
 *  https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html
 *  https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html (2026-11) */
export class MetricsServer extends Construct {
  constructor(scope: Construct, id: string, { clusterName, nodePools }: MetricsServerProps) {
    super(scope, id);
    new EksAddon(this, "addon", {
      clusterName,
      addonName: "metrics-server",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      dependsOn: [nodePools],
    });
  }
}
