import { type CloudWatchMetric, cloudWatchMetrics } from "./metrics";

export interface CloudWatchJobsProps {
  readonly region: string;
  /** Tags that select what is ours; what has no tags is not found. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The configuration of the CloudWatch exporter: what the metric catalogue names, of the resources with our tags. One job
 *  for each combination of dimensions, because CloudWatch keeps the same requests once for each of them.
 *  Cost: 0.01 USD per 1000 metrics, so about 0.45 a month for each of one resource (aws.amazon.com/cloudwatch/pricing).
 *  https://github.com/prometheus-community/yet-another-cloudwatch-exporter/blob/v0.67.0/docs/configuration.md */
export function cloudWatchJobs({ region, tags }: CloudWatchJobsProps) {
  const groups = [...new Set(cloudWatchMetrics.map(groupOf))];
  return {
    apiVersion: "v1alpha1",
    "sts-region": region,
    discovery: {
      jobs: groups.map((group) => {
        const [type, ...dimensionNameRequirements] = group.split(" ");
        return {
          type,
          regions: [region],
          searchTags: Object.entries(tags).map(([key, value]) => ({ key, value: `^${value}$` })),
          dimensionNameRequirements,
          metrics: cloudWatchMetrics.filter((metric) => groupOf(metric) === group).map(question),
        };
      }),
    },
  };
}

function groupOf({ cloudWatch: { namespace, dimensions } }: CloudWatchMetric): string {
  return [namespace, ...dimensions].join(" ");
}

function question({ cloudWatch: { metric, statistic } }: CloudWatchMetric) {
  const common = { name: metric, statistics: [statistic], period: 60 };
  // Exactly one minute, three minutes ago, when it is complete. CloudWatch has no value for a minute without errors, and
  // in a longer window the exporter would repeat the last one that there was.
  if (statistic === "Sum") return { ...common, length: 60, delay: 180, nilToZero: true };
  // The newest of five minutes; none is not zero: no free storage would be an alarm.
  return { ...common, length: 300, delay: 60, nilToZero: false };
}
