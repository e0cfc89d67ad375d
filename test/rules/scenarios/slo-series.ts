import type { Levels } from "../scenario";

const balancer = (metric: string) =>
  `${metric}{job="yace",dimension_LoadBalancer="app/langfuse-prod/1",dimension_TargetGroup=""}`;

/** One load balancer as a whole. */
export const requests = balancer("aws_applicationelb_request_count_sum");
export const podErrors = balancer("aws_applicationelb_httpcode_target_5_xx_count_sum");
export const balancerErrors = balancer("aws_applicationelb_httpcode_elb_5_xx_count_sum");

/** Ratios of four windows, two pairs; a scenario about a pair need not live through three days. */
export const ratios = (
  promise: "api_failure" | "ingestion_stale" | "canary_failure",
  values: Readonly<Record<string, number>>,
): Levels =>
  Object.fromEntries(
    Object.entries(values).map(([window, value]) => [`langfuse:${promise}_ratio:${window}`, value]),
  );

/** The age of the oldest job of a queue. */
export const age = (queue: string) =>
  `redis_script_values{job="valkey-exporter",key="${queue}/oldest_wait_seconds"}`;
