import { alerts } from "../../constructs/alert-rules";
import { METRICS } from "../../constructs/metrics";
import { selectors } from "../dashboards/promql";
import { recordingRules } from "./rule-book";

/** Every rule, by the name of its alert or of its recording. */
export const rules = [
  ...alerts.map(({ alert, expr }) => ({ name: alert, expr })),
  ...recordingRules.map(({ record, expr }) => ({ name: record, expr })),
];

/** Every metric in every rule, with the functions around it. */
export const reads = rules.flatMap(({ name, expr }) =>
  selectors(expr).map((selector) => ({ name, ...selector })),
);

/** The catalogue by what Prometheus stores: a histogram is three counters. */
export const series = METRICS.flatMap(({ name, ...metric }) =>
  metric.kind === "histogram"
    ? ["bucket", "sum", "count"].map((part) => ({
        ...metric,
        name: `${name}_${part}`,
        kind: "counter" as const,
      }))
    : [{ ...metric, name }],
);

export const metricOf = (name: string) => series.find((metric) => metric.name === name);

/** What rules make themselves. */
export const recorded = new Set(recordingRules.map(({ record }) => record));
