import { metricsOf } from "./metric";

/** `name` and `namespace` are those of the ExternalSecret: its scrape must honour labels. */
export const externalSecretsMetrics = metricsOf(
  {
    exporter: "external-secrets",
    source:
      "https://github.com/external-secrets/external-secrets/blob/v2.9.0/pkg/controllers/externalsecret/esmetrics/esmetrics.go",
  },
  [{ name: "externalsecret_status_condition", kind: "gauge" }],
);
