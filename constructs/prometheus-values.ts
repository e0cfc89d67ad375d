import type { RuleFiles } from "./alert-rules";
import type { AlertmanagerValues } from "./alertmanager";
import { keepCatalogued, type Relabeling } from "./monitors";
import { storageClasses } from "./storage-class";

export interface PrometheusValuesProps {
  /** Copies of Prometheus and of Alertmanager, each in another zone. */
  readonly replicas: number;
  readonly retentionDays: number;
  /** Volume of each copy. */
  readonly storageGib: number;
  readonly memoryGib: number;
  /** On every alert, and on every sample that leaves the cluster. */
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly rules: RuleFiles;
  /** Whom samples are sent to beside, as Prometheus's own configuration says it. */
  readonly remoteWrite: readonly RemoteWrite[];
  /** Who is told of alerts. */
  readonly alertmanager: AlertmanagerValues;
  /** See `constructs/grafana.ts`. */
  readonly grafana: Readonly<Record<string, unknown>>;
}

/** `remote_write` of the operator's API, signed with the pod's own role. */
export interface RemoteWrite {
  readonly url: string;
  readonly sigv4: { readonly region: string };
}

/** What kube-prometheus-stack needs to know of an environment; everything else stands in
 *  `charts-values/kube-prometheus-stack.yaml`.
 *  Cost: 0.088 USD per GiB of volume and month (aws.amazon.com/ebs/pricing, 2026-11), beside its share of a node. */
export function prometheusValues(props: PrometheusValuesProps): Readonly<Record<string, unknown>> {
  const { replicas, alertmanager, grafana } = props;
  const only = (relabeling: Relabeling) => ({ metricRelabelings: [relabeling] });
  return {
    additionalPrometheusRulesMap: props.rules,
    grafana,
    kubelet: { serviceMonitor: only(keepCatalogued("kubelet")) },
    "kube-state-metrics": { prometheus: { monitor: { http: only(keepCatalogued("kube-state-metrics")) } } },
    prometheus: {
      serviceMonitor: only(keepCatalogued("prometheus")),
      prometheusSpec: prometheusSpec(props),
    },
    alertmanager: {
      ...alertmanager,
      serviceMonitor: only(keepCatalogued("alertmanager")),
      alertmanagerSpec: { replicas, ...alertmanager.alertmanagerSpec },
    },
  };
}

function prometheusSpec(props: PrometheusValuesProps) {
  const { replicas, retentionDays, storageGib, memoryGib, externalLabels, remoteWrite } = props;
  const memory = `${memoryGib}Gi`;
  return {
    replicas,
    retention: `${retentionDays}d`,
    // What comes first deletes: the rest of the volume is for the log of the last hours and for compaction.
    retentionSize: `${Math.floor(storageGib * 0.8)}GiB`,
    externalLabels,
    remoteWrite,
    // No CPU limit: throttling would delay the alert that says so.
    resources: { requests: { cpu: `${100 * memoryGib}m`, memory }, limits: { memory } },
    storageSpec: {
      volumeClaimTemplate: {
        spec: {
          storageClassName: storageClasses.scratch,
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: `${storageGib}Gi` } },
        },
      },
    },
  };
}
