import { accompanies } from "../accompanies";
import { all, atLeast, matching, notSwitchedOff, oneOf, ourKey, referenceTo } from "../expectations";
import { each } from "../mutants";
import { type Platform, resources } from "../platform";
import { conditionKeys, policiesOf, type RenderedStatement } from "../policy-statements";
import { inProduction, requires, whenProtected } from "../requires";
import { type Rule, refersTo } from "../rule";
import { forbids } from "../statement-rule";

const toTopics = {
  expected: "topics of ours",
  holds: (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => /\baws_sns_topic/.test(String(one))),
  violations: () => [undefined, [], ["arn:aws:sns:of:another"]],
};

/** Logs and alarms. */
export const recordRules: readonly Rule[] = [
  requires({
    id: "logs-bounded",
    rows: ["K8", "E3"],
    title: "Every log group is encrypted with our key and forgets",
    upstream: ["CKV_AWS_66", "CKV_AWS_158", "AVD-AWS-0017"],
    type: "aws_cloudwatch_log_group",
    exists: true,
    arguments: { kms_key_id: ourKey, retention_in_days: oneOf(30, 60, 90, 180, 365) },
  }),
  requires({
    id: "audit-logs-year",
    rows: ["K8"],
    title: "Production keeps for a year what an investigation needs: cluster, network, firewall, database",
    upstream: ["CKV_AWS_338"],
    type: "aws_cloudwatch_log_group",
    where: ({ name }) => !name.startsWith("cache_"),
    appliesTo: inProduction,
    arguments: { retention_in_days: atLeast(365) },
  }),
  requires({
    id: "topic-encrypted",
    rows: ["K9"],
    title: "Every topic is encrypted with our key",
    upstream: ["CKV_AWS_26", "AVD-AWS-0095", "AVD-AWS-0136", "Nag SNS2"],
    type: "aws_sns_topic",
    exists: true,
    arguments: { kms_master_key_id: ourKey },
  }),
  requires({
    id: "topic-transport",
    rows: ["K9"],
    title: "Every topic refuses messages over plain HTTP",
    upstream: ["Nag SNS3"],
    type: "aws_sns_topic_policy",
    exists: true,
    arguments: {
      policy: all(matching(/"Effect":"Deny"/), matching(/"Bool":\{"aws:SecureTransport":"false"\}/)),
    },
  }),
  requires({
    id: "alarm-reaches-people",
    rows: ["K9"],
    title: "Every alarm tells a topic when it begins and when it is over",
    upstream: ["CKV_AWS_319"],
    type: "aws_cloudwatch_metric_alarm",
    exists: true,
    arguments: {
      alarm_actions: toTopics,
      ok_actions: toTopics,
      actions_enabled: notSwitchedOff,
    },
  }),
  {
    ...accompanies({
      id: "topic-has-readers",
      rows: ["K9"],
      title: "Where data is protected, every topic is read by somebody",
      upstream: [],
      type: "aws_sns_topic",
      companion: "aws_sns_topic_subscription",
      by: "topic_arn",
    }),
    appliesTo: whenProtected,
  },
  accompanies({
    id: "event-rule-tells",
    rows: ["K9"],
    title: "Every event rule tells somebody",
    upstream: [],
    type: "aws_cloudwatch_event_rule",
    companion: "aws_cloudwatch_event_target",
    by: "rule",
  }),
  requires({
    id: "event-reaches-people",
    rows: ["K9"],
    title: "Events go to a topic of ours, in words that somebody can read",
    upstream: [],
    type: "aws_cloudwatch_event_target",
    where: ({ arguments: { role_arn } }) => role_arn === undefined,
    exists: true,
    arguments: {
      arn: referenceTo("aws_sns_topic_policy"),
      "input_transformer.input_template": matching(/^"langfuse-[^\n]+\n"runbook: https:/),
    },
  }),
  forbids({
    id: "topic-key-lets-events-in",
    rows: ["K9"],
    title: "The key of a topic asks EventBridge for no source, with which SNS would drop every event",
    upstream: [],
    places: [{ type: "aws_kms_key", argument: "policy" }],
    violates: (statement) => isOfEvents(statement) && conditionKeys(statement).some(isSource),
    problem: "asks EventBridge for its source",
    where: isOfEvents,
    worse: (statement) => ({
      ...statement,
      Condition: { StringEquals: { "aws:SourceAccount": "333333333333" } },
    }),
  }),
  {
    id: "topic-key-lets-alarms-in",
    rows: ["K9"],
    title: "The key of a topic lets alarms in, or they vanish without a word",
    upstream: ["AVD-AWS-0136"],
    appliesTo: () => true,
    check: (platform) =>
      keysOfTopics(platform)
        .filter(({ address }) => !letsAlarmsIn(platform, address))
        .map(({ address }) => ({ address, problem: "lets no alarm write to its topic" })),
    mutants: (platform) => {
      const keys = keysOfTopics(platform);
      return each(
        platform,
        { type: "aws_kms_key", name: "without CloudWatch", where: (key) => keys.includes(key) },
        (block) => {
          block.policy = String(block.policy).replaceAll("cloudwatch.amazonaws.com", "other.amazonaws.com");
        },
      );
    },
  },
];

function isOfEvents({ Principal }: RenderedStatement): boolean {
  return JSON.stringify(Principal).includes("events.amazonaws.com");
}

function isSource(key: string): boolean {
  return /^aws:Source/i.test(key);
}

function keysOfTopics(platform: Platform) {
  const topics = resources(platform, "aws_sns_topic").map(({ arguments: block }) => block.kms_master_key_id);
  return resources(platform, "aws_kms_key").filter((key) => refersTo(topics, key));
}

function letsAlarmsIn(platform: Platform, wanted: string): boolean {
  const policy = policiesOf(platform, [{ type: "aws_kms_key", argument: "policy" }]).find(
    ({ address }) => address === wanted,
  );
  return Boolean(
    policy?.statements.some(
      (statement) =>
        JSON.stringify(statement.Principal).includes("cloudwatch.amazonaws.com") &&
        conditionKeys(statement).includes("aws:SourceAccount"),
    ),
  );
}
