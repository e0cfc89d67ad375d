import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Account } from "./account";
import { Chart } from "./chart";
import { cloudWatchJobs } from "./cloudwatch-jobs";
import { observability } from "./observability";
import { type Permission, PodIdentity, type WorkloadIdentityProps } from "./workload-identity";

export interface CloudWatchExporterProps {
  readonly account: Account;
  readonly cluster: WorkloadIdentityProps["cluster"];
  /** Of its role. */
  readonly roleName: string;
  /** Tags that select what is ours. */
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/** Brings CloudWatch's figures of load balancer, database, cache and bucket to Prometheus. */
export class CloudWatchExporter extends Construct {
  constructor(scope: Construct, id: string, props: CloudWatchExporterProps) {
    super(scope, id);
    const { account, cluster, roleName, tags, after } = props;
    const { namespace, cloudWatch } = observability;
    const { association } = new PodIdentity(this, "identity", {
      account,
      cluster,
      name: roleName,
      namespace,
      serviceAccount: cloudWatch.name,
      permissions: PERMISSIONS,
    });
    new Chart(this, "prometheus-yet-another-cloudwatch-exporter", {
      namespace,
      name: cloudWatch.name,
      wiring: { config: JSON.stringify(cloudWatchJobs({ region: account.region, tags })) },
      after: [...after, association],
    });
  }
}

/** What its program calls for jobs of this kind: `pkg/clients/tagging/client.go` and `pkg/clients/cloudwatch/client.go` of
 *  version 0.67. It also asks for the account's alias, warns when it may not, and does without. */
const PERMISSIONS: readonly Permission[] = [
  {
    sid: "Read",
    actions: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "tag:GetResources"],
    resources: { everyBecause: "none of them knows resources" },
  },
];
