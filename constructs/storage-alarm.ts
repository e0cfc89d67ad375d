import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface StorageAlarmProps {
  readonly name: string;
  readonly topicArn: string;
  /** Identifier of the database instance. */
  readonly instance: string;
  /** Its size at the start; what RDS adds by itself makes the alarm later, and not wrong. */
  readonly storageGib: number;
}

const GIB = 2 ** 30;

/** A database that runs out of storage stops, and with it everything: told by AWS as well as by Prometheus. Half of what
 *  alerts in the cluster wait for, so that it speaks only when they did not, or were not heard.
 *  Cost: 0.10 USD a month (aws.amazon.com/cloudwatch/pricing, 2026-11). */
export class StorageAlarm extends Construct {
  constructor(scope: Construct, id: string, { name, topicArn, instance, storageGib }: StorageAlarmProps) {
    super(scope, id);
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription:
        "Postgres has less than 5 % of its first size left, and RDS has added none. See runbooks/alerts/PostgresStorageLow.md",
      alarmActions: [topicArn],
      okActions: [topicArn],
      namespace: "AWS/RDS",
      metricName: "FreeStorageSpace",
      dimensions: { DBInstanceIdentifier: instance },
      statistic: "Minimum",
      period: 300,
      evaluationPeriods: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: Math.round(storageGib * GIB * 0.05),
      // A database that restarts says nothing for a while.
      treatMissingData: "ignore",
    });
  }
}
