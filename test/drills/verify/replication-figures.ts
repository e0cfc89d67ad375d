import type { Aws } from "../../emulated/support/aws";

/** What a rule copies, and from where to where. */
export interface CopiedBucket {
  readonly source: string;
  readonly destination: string;
  readonly rule: string;
}

/** Writes figures of a rule as S3 does: so many minutes ago it was so many seconds behind, and as many changes waited. */
export function replicationFigures({ cloudwatch }: Aws, { source, destination, rule }: CopiedBucket) {
  return (seconds: number, minutes: number) =>
    cloudwatch.putMetricData({
      Namespace: "AWS/S3",
      MetricData: ["ReplicationLatency", "OperationsPendingReplication"].map((MetricName) => ({
        MetricName,
        Timestamp: new Date(Date.now() - minutes * 60_000),
        Value: seconds,
        Dimensions: [
          { Name: "SourceBucket", Value: source },
          { Name: "DestinationBucket", Value: destination },
          { Name: "RuleId", Value: rule },
        ],
      })),
    });
}
