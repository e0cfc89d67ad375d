import { absent, atLeast, exactly, matching, oneOf, ourKey, parameter, referencesTo } from "../expectations";
import { requires, whenProtected } from "../requires";
import type { Rule } from "../rule";

const type = "aws_elasticache_replication_group";

/** ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.html */
export const cacheRules: readonly Rule[] = [
  requires({
    id: "cache-encrypted",
    title: "The queue is encrypted in transit and at rest with our key",
    upstream: ["CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_191", "AVD-AWS-0045", "AVD-AWS-0051", "Nag AEC3"],
    type,
    arguments: {
      transit_encryption_enabled: exactly(true),
      transit_encryption_mode: exactly("required"),
      // The provider takes text here, because the argument once had a third state.
      at_rest_encryption_enabled: oneOf(true, "true"),
      kms_key_id: ourKey,
    },
  }),
  requires({
    id: "cache-authenticated",
    title: "The queue knows named users; no token is in the state",
    upstream: ["CKV_AWS_31", "Nag AEC6"],
    type,
    arguments: { user_group_ids: referencesTo("aws_elasticache_user_group"), auth_token: absent },
  }),
  requires({
    id: "cache-survives-zone",
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
    title: "The queue is saved every day",
    upstream: ["CKV_AWS_134", "AVD-AWS-0050"],
    type,
    arguments: {
      snapshot_retention_limit: atLeast(1),
      engine: exactly("valkey"),
      engine_version: matching(/^[89]/),
    },
  }),
  requires({
    id: "cache-keeps-jobs",
    title: "The queue refuses new work before it forgets accepted work",
    upstream: [],
    type: "aws_elasticache_parameter_group",
    // Any other policy deletes queued jobs: https://langfuse.com/self-hosting/deployment/infrastructure/cache
    arguments: { parameter: parameter("maxmemory-policy", "noeviction") },
  }),
];
