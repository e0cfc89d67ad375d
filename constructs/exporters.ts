import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "./account";
import type { CacheEndpoint } from "./cache";
import { Chart } from "./chart";
import { CloudWatchExporter } from "./cloudwatch-exporter";
import type { ClusterHandle } from "./cluster";
import { observability } from "./observability";
import { ValkeyExporter } from "./valkey-exporter";

export interface ExportersProps {
  readonly account: Account;
  readonly cluster: ClusterHandle;
  readonly cache: CacheEndpoint;
  /** Of the cache's password; a new one restarts the exporter that logs in with it. */
  readonly cachePasswordGeneration: number;
  /** Of what asks CloudWatch. */
  readonly roleName: string;
  /** On everything in AWS whose figures are wanted. */
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/** What turns the words of others into metrics: health pages, StatsD, Valkey and CloudWatch. */
export function exporters(scope: Construct, { cachePasswordGeneration, ...props }: ExportersProps): void {
  const { namespace, blackbox, statsd } = observability;
  const { cache, after } = props;
  new Chart(scope, "prometheus-blackbox-exporter", { namespace, name: blackbox.name, wiring: {}, after });
  new Chart(scope, "prometheus-statsd-exporter", { namespace, name: statsd.name, wiring: {}, after });
  new ValkeyExporter(scope, "valkey-exporter", {
    cache,
    passwordGeneration: cachePasswordGeneration,
    after,
  });
  new CloudWatchExporter(scope, "cloudwatch-exporter", props);
}
