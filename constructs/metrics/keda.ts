import { metricsOf } from "./metric";

/** `namespace` is that of the ScaledObject: its scrape must honour labels. */
export const kedaMetrics = metricsOf(
  {
    exporter: "keda",
    source: "https://github.com/kedacore/keda/blob/v2.20.2/pkg/metricscollector/prommetrics.go",
  },
  [{ name: "keda_scaler_detail_errors_total", kind: "counter" }],
);
