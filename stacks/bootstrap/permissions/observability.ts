import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** Log groups, alarms, the topics and rules that carry them to people. */
export function observabilityPermissions({ prefix, arns, inRegion }: Reach): Statement[] {
  return [
    {
      // Services demand prefixes of their own: `/aws/eks/langfuse-dev/cluster`, `aws-waf-logs-langfuse-dev`.
      sid: "LogGroups",
      actions: [
        "AssociateKmsKey",
        "CreateLogGroup",
        "DeleteLogGroup",
        "DeleteMetricFilter",
        "DeleteRetentionPolicy",
        "DisassociateKmsKey",
        "PutMetricFilter",
        "PutRetentionPolicy",
        "TagResource",
        "UntagResource",
      ].map((action) => `logs:${action}`),
      resources: arns("logs", `log-group:*${prefix}*`),
    },
    {
      sid: "LogDelivery",
      actions: [
        "CreateLogDelivery",
        "DeleteLogDelivery",
        "DeleteResourcePolicy",
        "PutResourcePolicy",
        "UpdateLogDelivery",
      ].map((action) => `logs:${action}`),
      resources: ["*"],
      conditions: inRegion,
    },
    {
      sid: "Alarms",
      actions: ["DeleteAlarms", "PutCompositeAlarm", "PutMetricAlarm", "TagResource", "UntagResource"].map(
        (action) => `cloudwatch:${action}`,
      ),
      resources: arns("cloudwatch", `alarm:${prefix}-*`),
    },
    {
      sid: "Topics",
      actions: [
        "CreateTopic",
        "DeleteTopic",
        "SetTopicAttributes",
        "Subscribe",
        "TagResource",
        "Unsubscribe",
        "UntagResource",
      ].map((action) => `sns:${action}`),
      resources: arns("sns", `${prefix}-*`),
    },
    {
      sid: "EventRules",
      actions: [
        "DeleteRule",
        "DisableRule",
        "EnableRule",
        "PutRule",
        "PutTargets",
        "RemoveTargets",
        "TagResource",
        "UntagResource",
      ].map((action) => `events:${action}`),
      resources: arns("events", `rule/${prefix}-*`),
    },
  ];
}
