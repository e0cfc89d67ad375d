import { SECRET_VERSIONS } from "../secret-version";
import { CLUSTER } from "./cluster";
import { DATABASES } from "./databases";
import { EDGE } from "./edge";
import type { Kind } from "./kind";
import { NETWORK } from "./network";
import { RELEASES } from "./release";
import { SECURITY_GROUPS } from "./security-groups";
import { STORES } from "./stores";

/** How to find what a plan wants to make, by Terraform type. */
export const KINDS: ReadonlyMap<string, Kind> = new Map(
  [
    ...[...NETWORK, ...SECURITY_GROUPS, ...EDGE, ...STORES, ...DATABASES, ...CLUSTER],
    ...[SECRET_VERSIONS, RELEASES],
  ].map((kind) => [kind.type, kind]),
);

const PUT = "it is a setting of something, and is written over";

/** Types that nobody has to look for, each with the reason why making one that is there already does no harm. */
export const HARMLESS: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: "it is no object: Terraform waits for the certificate",
  aws_backup_vault_lock_configuration: PUT,
  aws_cloudwatch_event_rule: "PutRule writes over the rule of that name",
  aws_cloudwatch_event_target: "PutTargets writes over the target of that id",
  aws_cloudwatch_log_resource_policy: PUT,
  aws_cloudwatch_metric_alarm: "PutMetricAlarm writes over the alarm of that name",
  aws_default_security_group: "AWS makes it with the VPC; Terraform takes it as it is and empties it",
  aws_eks_access_policy_association: PUT,
  aws_iam_role_policy: PUT,
  aws_iam_role_policy_attachment: "to attach a policy a second time changes nothing",
  aws_lb_listener_certificate: "to add a certificate a second time changes nothing",
  aws_s3_bucket_cors_configuration: PUT,
  aws_s3_bucket_lifecycle_configuration: PUT,
  aws_s3_bucket_logging: PUT,
  aws_s3_bucket_metric: PUT,
  aws_s3_bucket_object_lock_configuration: PUT,
  aws_s3_bucket_ownership_controls: PUT,
  aws_s3_bucket_policy: PUT,
  aws_s3_bucket_public_access_block: PUT,
  aws_s3_bucket_replication_configuration: PUT,
  aws_s3_bucket_server_side_encryption_configuration: PUT,
  aws_s3_bucket_versioning: PUT,
  aws_sns_topic_policy: PUT,
  aws_sns_topic_subscription: "Subscribe answers with the subscription that is there",
  aws_wafv2_web_acl_association: "to associate a second time changes nothing",
  aws_wafv2_web_acl_logging_configuration: PUT,
  kubernetes_labels: "labels are applied, not made: a second time changes nothing",
};
