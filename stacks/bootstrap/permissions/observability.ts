import type { Statement } from "../../../constructs/policy";
import type { Reach } from "../reach";

/** Log groups, alarms, the topics and rules that carry them to people, and the trail that rules hear of. */
export function observabilityPermissions({
  environment,
  prefix,
  arns,
  eventRules,
  inRegion,
}: Reach): Statement[] {
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
      resources: eventRules,
    },
    {
      // Where data is protected a deployment neither ends the record nor interrupts it.
      sid: "Trail",
      actions: [
        "AddTags",
        "CreateTrail",
        "PutEventSelectors",
        "RemoveTags",
        "StartLogging",
        "UpdateTrail",
        ...(environment.protectData ? [] : ["DeleteTrail", "StopLogging"]),
      ].map((action) => `cloudtrail:${action}`),
      resources: arns("cloudtrail", `trail/${prefix}-*`),
    },
  ];
}
