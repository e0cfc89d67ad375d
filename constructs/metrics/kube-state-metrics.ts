import { metricsOf } from "./metric";

const DOCS = "https://github.com/kubernetes/kube-state-metrics/blob/v2.20.0/docs/metrics";
const exporter = "kube-state-metrics";

/** What the API server knows of our objects. */
export const kubeStateMetrics = [
  ...metricsOf({ exporter, source: `${DOCS}/workload/cronjob-metrics.md` }, [
    { name: "kube_cronjob_created", kind: "gauge", unit: "s" },
    // Not there before the first success.
    { name: "kube_cronjob_status_last_successful_time", kind: "gauge", unit: "s" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/workload/deployment-metrics.md` }, [
    { name: "kube_deployment_spec_replicas", kind: "gauge" },
    { name: "kube_deployment_status_condition", kind: "gauge" },
    { name: "kube_deployment_status_replicas_available", kind: "gauge" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/workload/horizontalpodautoscaler-metrics.md` }, [
    { name: "kube_horizontalpodautoscaler_spec_max_replicas", kind: "gauge" },
    { name: "kube_horizontalpodautoscaler_spec_min_replicas", kind: "gauge" },
    { name: "kube_horizontalpodautoscaler_status_condition", kind: "gauge" },
    { name: "kube_horizontalpodautoscaler_status_current_replicas", kind: "gauge" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/workload/job-metrics.md` }, [
    // Both for as long as the job is kept.
    { name: "kube_job_created", kind: "gauge", unit: "s" },
    { name: "kube_job_failed", kind: "gauge" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/cluster/node-metrics.md` }, [
    // With the labels that charts-values/kube-prometheus-stack.yaml allows: what a node is, and so what it costs.
    { name: "kube_node_labels", kind: "info" },
    { name: "kube_node_status_capacity", kind: "gauge" },
    { name: "kube_node_status_condition", kind: "gauge" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/storage/persistentvolumeclaim-metrics.md` }, [
    { name: "kube_persistentvolumeclaim_resource_requests_storage_bytes", kind: "gauge", unit: "bytes" },
  ]),
  ...metricsOf({ exporter, source: `${DOCS}/workload/pod-metrics.md` }, [
    { name: "kube_pod_container_status_restarts_total", kind: "counter" },
    { name: "kube_pod_status_phase", kind: "gauge" },
  ]),
] as const;
