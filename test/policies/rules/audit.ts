import type { Environment } from "../../../environments/schema";
import { atLeast, exactly, matching, notSwitchedOff, oneOf, ourKey } from "../expectations";
import type { PlatformResource } from "../platform";
import { inProduction, requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const ownTrail = ({ auditTrail }: Environment): boolean => auditTrail.kind === "create";

const isTrailBucket = ({ name }: PlatformResource): boolean => name.startsWith("account_audit_logs_");

/** The record of who changed what: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html */
export const auditRules: readonly Rule[] = [
  requires({
    id: "trail-complete",
    rows: ["K14"],
    title:
      "The trail of the account covers every region and what AWS tells in one region alone, and is signed",
    upstream: ["CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67", "AVD-AWS-0014", "AVD-AWS-0015", "AVD-AWS-0016"],
    type: "aws_cloudtrail",
    appliesTo: ownTrail,
    exists: true,
    arguments: {
      is_multi_region_trail: exactly(true),
      include_global_service_events: exactly(true),
      enable_log_file_validation: exactly(true),
      kms_key_id: ourKey,
      enable_logging: notSwitchedOff,
    },
  }),
  requires({
    id: "trail-protected",
    rows: ["K14"],
    title: "Where data is protected, Terraform destroys no trail",
    upstream: [],
    type: "aws_cloudtrail",
    appliesTo: whenProtected,
    arguments: { "lifecycle.prevent_destroy": exactly(true) },
  }),
  requires({
    id: "trail-lockable",
    rows: ["K14"],
    title: "The bucket of the trail can lock, which cannot be switched on later",
    upstream: ["CIS AWS 3.3"],
    type: "aws_s3_bucket",
    where: isTrailBucket,
    arguments: { object_lock_enabled: exactly(true) },
  }),
  requires({
    id: "trail-locked",
    rows: ["K14"],
    title: "Nobody deletes the trail's files before their time",
    upstream: ["CIS AWS 3.3"],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isTrailBucket,
    appliesTo: ownTrail,
    exists: true,
    arguments: {
      "rule.default_retention.mode": oneOf("GOVERNANCE", "COMPLIANCE"),
      "rule.default_retention.days": atLeast(30),
    },
  }),
  requires({
    id: "trail-locked-year",
    rows: ["K14"],
    title: "In production they stay for a year, as an audit asks",
    upstream: [],
    type: "aws_s3_bucket_object_lock_configuration",
    where: isTrailBucket,
    appliesTo: (environment) => ownTrail(environment) && inProduction(environment),
    arguments: { "rule.default_retention.days": atLeast(365) },
  }),
  requires({
    id: "trail-heard",
    rows: ["K14", "K2"],
    title: "Somebody is told when the trail is stopped or deleted, whoever did it",
    upstream: ["CIS AWS 4.5"],
    type: "aws_cloudwatch_event_rule",
    where: ({ name }) => name.endsWith("trail_changed_rule"),
    exists: true,
    // Nothing else in the alternative: whoever does it. Plans have keys in order.
    arguments: {
      event_pattern: matching(
        /"eventName":\["DeleteTrail","StopLogging"\](,"eventSource":\["cloudtrail.amazonaws.com"\])?\}/,
      ),
    },
  }),
];
