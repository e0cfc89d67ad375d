import { metricsOf } from "./metric";

/** Of the operator itself, on its port 9999; what its other port says of ClickHouse is not scraped. Counters without the
 *  usual suffix: the operator switches it off. */
export const clickHouseOperatorMetrics = metricsOf(
  {
    exporter: "clickhouse-operator",
    source:
      "https://github.com/Altinity/clickhouse-operator/blob/release-0.25.6/pkg/controller/chi/metrics/metrics.go",
  },
  [
    { name: "clickhouse_operator_chi_reconciles_aborted", kind: "counter" },
    { name: "clickhouse_operator_host_reconciles_errors", kind: "counter" },
  ],
);
