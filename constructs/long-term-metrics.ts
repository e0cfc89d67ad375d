import { Construct } from "constructs";
import { observability } from "./observability";
import type { RemoteWrite } from "./prometheus-values";
import { PodIdentity, type WorkloadIdentityProps } from "./workload-identity";

export interface LongTermMetricsProps extends Pick<WorkloadIdentityProps, "account" | "cluster"> {
  /** Of the role that writes. */
  readonly roleName: string;
  /** Of Amazon Managed Service for Prometheus. */
  readonly workspaceArn: string;
}

/** A second home for every sample, which outlives cluster and retention: a workspace of Amazon Managed Service for
 *  Prometheus, written to by Prometheus's own role.
 *  https://docs.aws.amazon.com/prometheus/latest/userguide/security_iam_service-with-iam.html (2026-11) */
export class LongTermMetrics extends Construct {
  readonly remoteWrite: RemoteWrite;

  constructor(scope: Construct, id: string, props: LongTermMetricsProps) {
    super(scope, id);
    const { workspaceArn, roleName, account, cluster } = props;
    // Not of a resource: the environment states the ARN, and the schema knows its form.
    const [, , , region = "", , workspace = ""] = workspaceArn.split(":");
    new PodIdentity(this, "identity", {
      account,
      cluster,
      name: roleName,
      namespace: observability.namespace,
      serviceAccount: observability.prometheus.serviceAccount,
      permissions: [{ sid: "Write", actions: ["aps:RemoteWrite"], resources: [workspaceArn] }],
    });
    this.remoteWrite = {
      url: `https://aps-workspaces.${region}.amazonaws.com/workspaces/${workspace.replace("workspace/", "")}/api/v1/remote_write`,
      sigv4: { region },
    };
  }
}
