import { metricsOf } from "./metric";

export const alertmanagerMetrics = metricsOf(
  {
    exporter: "alertmanager",
    source: "https://github.com/prometheus/alertmanager/blob/v0.34.0/notify/notify.go",
  },
  [
    { name: "alertmanager_notifications_total", kind: "counter" },
    { name: "alertmanager_notifications_failed_total", kind: "counter" },
  ],
);
