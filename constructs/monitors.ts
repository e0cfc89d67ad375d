import type { Manifest } from "./manifests";
import { type Exporter, METRICS } from "./metrics";
import { observability } from "./observability";
import type { ScrapeTarget } from "./scrape-targets";
import { workloads } from "./workloads";

/** `monitoring.coreos.com/v1`, as far as we set it.
 *  https://prometheus-operator.dev/docs/api-reference/api (0.93) */
export interface PodMonitor extends Manifest {
  readonly apiVersion: "monitoring.coreos.com/v1";
  readonly kind: "PodMonitor";
  readonly spec: {
    readonly namespaceSelector: { readonly matchNames: readonly [string] };
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podMetricsEndpoints: readonly [PodEndpoint];
  };
}

export interface PodEndpoint {
  readonly portNumber: number;
  readonly path: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly honorLabels?: boolean;
  readonly relabelings: readonly Relabeling[];
  readonly metricRelabelings: readonly Relabeling[];
}

/** Prometheus's own, in the operator's words. */
export interface Relabeling {
  readonly action: "replace" | "keep" | "labeldrop";
  readonly sourceLabels?: readonly string[];
  readonly regex?: string;
  readonly targetLabel?: string;
  readonly replacement?: string;
}

/** Drops all but what rules and panels read: ClickHouse alone exposes thousands of series. */
export function keepCatalogued(exporter: Exporter): Relabeling {
  const names = METRICS.filter((metric) => metric.exporter === exporter).map(({ name, kind }) =>
    kind === "histogram" ? `${name}_(bucket|sum|count)` : name,
  );
  return { action: "keep", sourceLabels: ["__name__"], regex: names.join("|") };
}

/** Gives everything that a target answers one `job`, whatever it is called. */
export function jobLabel(job: string): Relabeling {
  return { action: "replace", targetLabel: "job", replacement: job };
}

/** Labels that the library behind Langfuse's metrics adds, and that tell nothing: a new build would start every series
 *  anew. */
const NOISE: Relabeling = { action: "labeldrop", regex: "version|entrypoint_.*|package_json_name|svc_user" };

/** Has Prometheus ask pods for their metrics. */
export function podMonitor({ job, workload, port, honorLabels }: ScrapeTarget): PodMonitor {
  return podMonitorOf(job, workload, {
    portNumber: port,
    path: "/metrics",
    honorLabels,
    relabelings: [jobLabel(job)],
    metricRelabelings: [keepCatalogued(job), ...(job === "langfuse-statsd" ? [NOISE] : [])],
  });
}

/** Has Prometheus ask one endpoint of each pod. It selects the pods as the network policies do. */
export function podMonitorOf(
  name: string,
  workload: ScrapeTarget["workload"],
  endpoint: PodEndpoint,
): PodMonitor {
  const { namespace, labels } = workloads[workload];
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name, namespace: observability.namespace },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: labels },
      podMetricsEndpoints: [endpoint],
    },
  };
}
