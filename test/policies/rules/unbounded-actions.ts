/** Actions that AWS defines without a resource type, and why a workload of ours needs them. */
export const actionsWithoutResource: Readonly<Record<string, string>> = {
  "logs:DescribeLogGroups":
    "flow logs look for their group by name (service authorization reference of CloudWatch Logs)",
  "backup:DescribeRestoreJob":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html",
  "backup:ListCopyJobs":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html",
  "backup:ListRestoreJobs":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html",
  "backup:PutRestoreValidationResult":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html",
  "cloudwatch:GetMetricData":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
  "cloudwatch:GetMetricStatistics":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
  "cloudwatch:ListMetrics":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html",
  "tag:GetResources":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html",
};
