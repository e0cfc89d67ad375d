import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

export interface TargetGroupProps {
  readonly vpcId: string;
  /** At most 32 characters. */
  readonly name: string;
  /** Of the pods. */
  readonly port: number;
  /** Answers 200 while a pod may be sent requests. */
  readonly healthCheckPath: string;
  /** Where it answers.
   *  @default - where requests go */
  readonly healthCheckPort?: number;
  /** Cluster whose load balancer controller registers pods; EKS Auto Mode touches only groups with its tag. */
  readonly clusterName: string;
}

/** Seconds for which the load balancer waits for a pod, be it for an answer or for the last ones before it leaves.
 *  Below the 110 s for which a pod keeps idle connections open (`KEEP_ALIVE_TIMEOUT`), so that it is always the load
 *  balancer that closes one, and below the 120 s that a pod has to shut down. */
export const PATIENCE_SECONDS = 90;

/** Pods behind the load balancer; a `TargetGroupBinding` in the cluster fills it with their addresses. */
export class TargetGroup extends Construct {
  readonly arn: string;
  /** Last part of the ARN, as CloudWatch knows it. */
  readonly arnSuffix: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const group = new LbTargetGroup(this, "group", {
      vpcId: props.vpcId,
      name: props.name,
      targetType: "ip",
      protocol: "HTTP",
      port: props.port,
      deregistrationDelay: String(PATIENCE_SECONDS),
      // A table over a month of traces takes seconds, a span milliseconds: count what is open, not what was sent.
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: props.healthCheckPath,
        port: props.healthCheckPort?.toString(),
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: { Name: props.name, "eks:eks-cluster-name": props.clusterName },
    });
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
  }
}
