import { type Metric, metricsOf } from "./metric";

/** A metric of CloudWatch, as the exporter asks for it. */
export interface CloudWatchMetric extends Metric {
  readonly cloudWatch: CloudWatchSeries;
}

interface CloudWatchSeries {
  /** For example `AWS/RDS`. */
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
  /** The combination of dimensions that is asked for; the same metric in another one would count everything again. */
  readonly dimensions: readonly string[];
}

interface Entry extends CloudWatchSeries {
  /** As Grafana calls it.
   *  @default - a plain number */
  readonly unit?: string;
}

const APPLICATION_ELB =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";
const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html";
const ELASTICACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html";
const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html";

const balancer = { namespace: "AWS/ApplicationELB", dimensions: ["LoadBalancer"] };
const targets = { namespace: "AWS/ApplicationELB", dimensions: ["LoadBalancer", "TargetGroup"] };
const instance = { namespace: "AWS/RDS", dimensions: ["DBInstanceIdentifier"] };
const node = { namespace: "AWS/ElastiCache", dimensions: ["CacheClusterId"] };
/** Published only for a bucket with a metrics configuration, whose name is the filter. */
const bucket = { namespace: "AWS/S3", dimensions: ["BucketName", "FilterId"] };

/** Every one is a gauge, also a count: the value of one minute, which `sum_over_time` adds up and `rate` misreads. */
export const cloudWatchMetrics: readonly CloudWatchMetric[] = [
  ...metrics(APPLICATION_ELB, [
    { ...targets, metric: "HealthyHostCount", statistic: "Minimum" },
    { ...balancer, metric: "HTTPCode_ELB_5XX_Count", statistic: "Sum" },
    { ...balancer, metric: "HTTPCode_Target_4XX_Count", statistic: "Sum" },
    { ...balancer, metric: "HTTPCode_Target_5XX_Count", statistic: "Sum" },
    { ...balancer, metric: "RequestCount", statistic: "Sum" },
    { ...balancer, metric: "TargetResponseTime", statistic: "p95", unit: "s" },
  ]),
  ...metrics(RDS, [
    { ...instance, metric: "CPUUtilization", statistic: "Average", unit: "percent" },
    { ...instance, metric: "DatabaseConnections", statistic: "Maximum" },
    { ...instance, metric: "FreeStorageSpace", statistic: "Minimum", unit: "bytes" },
    { ...instance, metric: "MaximumUsedTransactionIDs", statistic: "Maximum" },
  ]),
  ...metrics(ELASTICACHE, [
    { ...node, metric: "DatabaseMemoryUsagePercentage", statistic: "Maximum", unit: "percent" },
    { ...node, metric: "EngineCPUUtilization", statistic: "Maximum", unit: "percent" },
  ]),
  ...metrics(S3, [
    { ...bucket, metric: "4xxErrors", statistic: "Sum" },
    { ...bucket, metric: "5xxErrors", statistic: "Sum" },
    { ...bucket, metric: "AllRequests", statistic: "Sum" },
  ]),
];

function metrics(source: string, entries: readonly Entry[]): readonly CloudWatchMetric[] {
  return metricsOf(
    { exporter: "yace", source },
    entries.map(({ unit, ...cloudWatch }) => ({
      name: exportedName(cloudWatch),
      kind: "gauge" as const,
      unit,
      cloudWatch,
    })),
  );
}

/** The name that the exporter makes: everything in lower case, with `_` at each step from a small letter or a digit to a
 *  capital.
 *  https://github.com/prometheus-community/yet-another-cloudwatch-exporter/blob/v0.67.0/pkg/promutil/migrate.go */
function exportedName({ namespace, metric, statistic }: CloudWatchSeries): string {
  const words = (text: string) => text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
  return `${namespace.toLowerCase().replace("/", "_")}_${words(metric)}_${words(statistic)}`;
}
