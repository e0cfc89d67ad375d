import { metricsOf } from "./metric";

/** Of volumes, by their claim. */
export const kubeletMetrics = metricsOf(
  { exporter: "kubelet", source: "https://kubernetes.io/docs/reference/instrumentation/metrics" },
  [
    { name: "kubelet_volume_stats_available_bytes", kind: "gauge", unit: "bytes" },
    { name: "kubelet_volume_stats_capacity_bytes", kind: "gauge", unit: "bytes" },
  ],
);
