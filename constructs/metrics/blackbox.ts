import { metricsOf } from "./metric";

/** What the probes `langfuse-health` and `langfuse-worker-health` see; `job` says which, `pod` or `instance` of what. */
export const blackboxMetrics = metricsOf(
  {
    exporter: "blackbox-exporter",
    source: "https://github.com/prometheus/blackbox_exporter/blob/v0.28.0/prober/http.go",
  },
  [
    { name: "probe_success", kind: "gauge" },
    { name: "probe_ssl_earliest_cert_expiry", kind: "gauge", unit: "dateTimeAsIso" },
  ],
);
