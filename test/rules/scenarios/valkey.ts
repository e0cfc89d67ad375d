import type { Scenarios } from "../scenario";

const of = (metric: string) => `${metric}{job="yace",dimension_CacheClusterId="langfuse-prod-cache-001"}`;
const node = { dimension_CacheClusterId: "langfuse-prod-cache-001" };
const exporter = { job: "valkey-exporter", instance: "cache:6379" };

const up = 'redis_up{job="valkey-exporter",instance="cache:6379"}';
const memory = of("aws_elasticache_database_memory_usage_percentage_maximum");
const processor = of("aws_elasticache_engine_cpuutilization_maximum");
const info = (policy: string) =>
  `redis_instance_info{job="valkey-exporter",instance="cache:6379",maxmemory_policy="${policy}"}`;

export const valkey: readonly Scenarios[] = [
  {
    alert: "ValkeyDown",
    fires: [
      {
        when: "it does not answer the exporter",
        healthy: { [up]: 1 },
        broken: { [up]: 0 },
        labels: exporter,
        says: "Valkey at cache:6379 does not answer: web refuses traces, and workers stand still.",
      },
    ],
  },
  {
    alert: "ValkeyMemoryHigh",
    fires: [
      {
        when: "more than four fifths are used",
        healthy: { [memory]: 80 },
        broken: { [memory]: 85 },
        labels: node,
        says: "Node langfuse-prod-cache-001 uses 85 % of its memory.",
      },
    ],
  },
  {
    alert: "ValkeyEvictionPolicyUnsafe",
    fires: [
      {
        when: "somebody sets another policy",
        healthy: { [info("noeviction")]: 1 },
        broken: { [info("noeviction")]: "gone", [info("volatile-lru")]: 1 },
        labels: { ...exporter, maxmemory_policy: "volatile-lru" },
        says: "Valkey at cache:6379 has the policy volatile-lru instead of noeviction.",
      },
    ],
  },
  {
    alert: "ValkeyEngineCpuHigh",
    fires: [
      {
        when: "its working thread is almost busy",
        healthy: { [processor]: 80 },
        broken: { [processor]: 87 },
        labels: node,
        says: "Node langfuse-prod-cache-001 uses 87 % of its working thread.",
      },
    ],
  },
];
