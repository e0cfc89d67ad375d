import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterHandle } from "../constructs/cluster";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base-stack";

/** A stack that also deploys into the cluster. It acts as whoever runs Terraform, who must be the deploy role or one of
 *  `cluster.access.admins`, must have the AWS CLI, and must reach the API server. */
export abstract class InClusterStack extends BaseStack {
  protected constructor(scope: Construct, environment: Environment, subject: string, cluster: ClusterHandle) {
    super(scope, environment, subject);
    new HelmProvider(this, "helm", { kubernetes: this.connectionTo(cluster) });
  }

  /** For what Helm has not made and cannot take; a stack that asks for it has both providers. */
  protected provideKubernetes(cluster: ClusterHandle): void {
    const { exec, ...server } = this.connectionTo(cluster);
    new KubernetesProvider(this, "kubernetes", { ...server, exec: [exec] });
  }

  /** How a provider reaches the API server. */
  private connectionTo({ name, endpoint, certificateAuthority }: ClusterHandle) {
    return {
      host: endpoint,
      clusterCaCertificate: Fn.base64decode(certificateAuthority),
      // A token made now: one read as data would be kept in the state and be stale in the next run.
      exec: {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: [
          "eks",
          "get-token",
          "--cluster-name",
          name,
          "--region",
          this.environment.region,
          "--output",
          "json",
        ],
      },
    };
  }
}
