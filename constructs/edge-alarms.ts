import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface EdgeAlarmsProps {
  /** First part of their names. */
  readonly name: string;
  readonly topicArn: string;
  /** Last part of the ARN of the load balancer, as CloudWatch knows it. */
  readonly loadBalancer: string;
  readonly targetGroup: string;
  /** Of the masking gateway, where no trace comes in without it.
   *  @default - traces go to web */
  readonly gatewayTargetGroup?: string;
}

/** What users see, told by AWS when nobody in the cluster can tell it. Seen from the load balancer instead of by Route
 *  53's health checks, which come from public addresses of their own: the allow-lists would refuse them, and an internal
 *  load balancer would not be found.
 *  Cost: 0.40 USD a month, 0.50 with a masking gateway (0.10 for each metric of an alarm, aws.amazon.com/cloudwatch/pricing, 2026-11). */
export class EdgeAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeAlarmsProps,
  ) {
    super(scope, id);
    const { name, topicArn, targetGroup, gatewayTargetGroup } = props;
    this.noHealthyTarget("no-healthy-target", {
      targetGroup,
      alarmDescription:
        "Nobody can use Langfuse: the load balancer has had no healthy web pod for five minutes. If nothing came from " +
        "Prometheus, the cluster is gone as well. See runbooks/alerts/LoadBalancerNoHealthyTargets.md",
    });
    if (gatewayTargetGroup !== undefined)
      this.noHealthyTarget("no-healthy-gateway", {
        targetGroup: gatewayTargetGroup,
        alarmDescription:
          "No trace comes in: the load balancer has had no healthy pod of the masking gateway for five minutes. " +
          "See runbooks/alerts/MaskingGatewayUnavailable.md",
      });
    new CloudwatchMetricAlarm(this, "errors", {
      alarmActions: [topicArn],
      okActions: [topicArn],
      alarmName: `${name}-errors`,
      alarmDescription:
        "More than 5 % of the requests have failed for a quarter of an hour. See runbooks/alerts/LoadBalancerErrors.md",
      metricQuery: this.failureRatio(),
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      // Nobody asks.
      treatMissingData: "notBreaching",
    });
  }

  private noHealthyTarget(
    id: string,
    { targetGroup, alarmDescription }: { readonly targetGroup: string; readonly alarmDescription: string },
  ): void {
    const { name, topicArn, loadBalancer } = this.props;
    new CloudwatchMetricAlarm(this, id, {
      alarmActions: [topicArn],
      okActions: [topicArn],
      alarmName: `${name}-${id}`,
      alarmDescription,
      namespace: "AWS/ApplicationELB",
      metricName: "HealthyHostCount",
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // Without targets there is nothing to count. So it starts with an alarm, which ends when Langfuse is installed.
      treatMissingData: "breaching",
    });
  }

  /** Percent of requests that ended with an error of a pod or of the load balancer itself. Those of the latter are not
   *  among the requests when there was no pod to send them to. */
  private failureRatio(): CloudwatchMetricAlarmMetricQuery[] {
    const count = (id: string, metricName: string): CloudwatchMetricAlarmMetricQuery => ({
      id,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { LoadBalancer: this.props.loadBalancer },
        stat: "Sum",
        period: 300,
      },
    });
    return [
      {
        id: "ratio",
        label: "Failed requests (%)",
        expression: "100 * (FILL(pods, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
        returnData: true,
      },
      count("pods", "HTTPCode_Target_5XX_Count"),
      count("balancer", "HTTPCode_ELB_5XX_Count"),
      count("requests", "RequestCount"),
    ];
  }
}
