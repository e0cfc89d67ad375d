import {
  absent,
  all,
  atLeast,
  exactly,
  matching,
  oneOf,
  ourKey,
  parameter,
  referencesTo,
  referenceTo,
} from "../expectations";
import { inProduction, requires, whenProtected } from "../requires";
import type { Expectation, Rule } from "../rule";

const type = "aws_elasticache_replication_group";

/** ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.html */
export const cacheRules: readonly Rule[] = [
  requires({
    id: "cache-encrypted",
    rows: ["C1", "C2"],
    title: "The queue is encrypted in transit and at rest with our key",
    upstream: ["CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_191", "AVD-AWS-0045", "AVD-AWS-0051", "Nag AEC3"],
    type,
    exists: true,
    arguments: {
      engine: exactly("valkey"),
      engine_version: matching(/^[89]/),
      transit_encryption_enabled: exactly(true),
      transit_encryption_mode: exactly("required"),
      // The provider takes text here, because the argument once had a third state.
      at_rest_encryption_enabled: oneOf(true, "true"),
      kms_key_id: ourKey,
    },
  }),
  requires({
    id: "cache-authenticated",
    rows: ["C4"],
    title: "The queue knows named users; no token is in the state",
    upstream: ["CKV_AWS_31", "Nag AEC6"],
    type,
    arguments: { user_group_ids: referencesTo("aws_elasticache_user_group"), auth_token: absent },
  }),
  requires({
    id: "cache-survives-zone",
    rows: ["C3"],
    title: "The queue fails over to another zone where data is protected",
    upstream: ["CKV2_AWS_50", "Nag AEC4"],
    type,
    appliesTo: whenProtected,
    arguments: {
      multi_az_enabled: exactly(true),
      automatic_failover_enabled: exactly(true),
      num_cache_clusters: atLeast(2),
    },
  }),
  requires({
    id: "cache-snapshots",
    rows: ["C6"],
    title: "The queue is saved every day",
    upstream: ["CKV_AWS_134", "AVD-AWS-0050"],
    type,
    arguments: { snapshot_retention_limit: atLeast(1), snapshot_window: matching(/^0\d:/) },
  }),
  requires({
    id: "cache-snapshots-week",
    rows: ["C6"],
    title: "Production keeps a week of the queue, and a last copy of a deleted one",
    upstream: ["CKV_AWS_134", "AVD-AWS-0050"],
    type,
    appliesTo: inProduction,
    arguments: {
      snapshot_retention_limit: atLeast(7),
      num_cache_clusters: atLeast(3),
      apply_immediately: exactly(false),
      final_snapshot_identifier: matching(/\$\{/),
      "lifecycle.prevent_destroy": exactly(true),
    },
  }),
  requires({
    id: "cache-upkeep",
    rows: ["C7"],
    title: "The queue has subnets of its own, is patched at night and ships its logs",
    upstream: ["CKV_AWS_322", "CKV_AWS_323"],
    type,
    arguments: {
      subnet_group_name: referenceTo("aws_elasticache_subnet_group"),
      // The provider takes text here, too.
      auto_minor_version_upgrade: oneOf(true, "true"),
      maintenance_window: matching(/^(sat|sun):0\d:/),
      log_delivery_configuration: delivers("slow-log", "engine-log"),
      parameter_group_name: referenceTo("aws_elasticache_parameter_group"),
    },
  }),
  requires({
    id: "cache-user-limited",
    rows: ["C4"],
    title: "Langfuse's user of the queue has a password that nobody wrote down, and no dangerous command",
    upstream: ["CKV_AWS_31", "Nag AEC6"],
    type: "aws_cloudformation_stack",
    exists: true,
    arguments: {
      template_body: all(matching(/resolve:secretsmanager:/), matching(/-@dangerous/)),
    },
  }),
  requires({
    id: "cache-users-listed",
    rows: ["C4"],
    title: "The default user, who needs no password, is not among the users of the queue",
    upstream: ["CKV_AWS_31", "Nag AEC6"],
    type: "aws_elasticache_user_group",
    exists: true,
    arguments: { user_ids: without("default") },
  }),
  requires({
    id: "cache-keeps-jobs",
    rows: ["C5"],
    title: "The queue refuses new work before it forgets accepted work",
    upstream: [],
    type: "aws_elasticache_parameter_group",
    // Any other policy deletes queued jobs: https://langfuse.com/self-hosting/deployment/infrastructure/cache
    exists: true,
    arguments: { parameter: all(parameter("maxmemory-policy", "noeviction"), parameter("timeout", "0")) },
  }),
];

function delivers(...logs: readonly string[]): Expectation {
  const kinds = (value: unknown) => [value].flat().map((one) => Object(one).log_type);
  return {
    expected: `delivery of ${logs.join(" and ")}`,
    holds: (value) => logs.every((log) => kinds(value).includes(log)),
    violations: (value) => [
      undefined,
      ...logs.map((log) => [value].flat().filter((one) => Object(one).log_type !== log)),
    ],
  };
}

function without(user: string): Expectation {
  return {
    expected: `a list without ${user}`,
    holds: (value) => Array.isArray(value) && value.length > 0 && !value.includes(user),
    violations: (value) => [undefined, [], [...(Array.isArray(value) ? value : []), user]],
  };
}
