import type { Recorded, Scenarios } from "../scenario";
import { probes } from "./canary-series";
import { ratios } from "./slo-series";

const burned = (values: Readonly<Record<string, number>>) => ratios("canary_failure", values);

export const canaryBudgets: readonly Scenarios[] = [
  {
    alert: "LangfuseFreshnessBudgetBurnFast",
    fires: [
      {
        when: "more than 7.2 % of an hour's traces were late, and still are",
        healthy: burned({ "1h": 0.07, "5m": 0.5, "6h": 0, "30m": 0.5 }),
        broken: burned({ "1h": 0.075 }),
        says: "7.5% of the traces cannot be read within a minute; 0.5 % are allowed in the long run.",
      },
      {
        when: "more than 7.2 % of an hour's traces were late, and it comes back",
        healthy: burned({ "1h": 0.5, "5m": 0.07, "6h": 0, "30m": 0.5 }),
        broken: burned({ "5m": 0.075 }),
      },
      {
        when: "more than 3 % of six hours' traces were late, and still are",
        healthy: burned({ "1h": 0, "5m": 0, "6h": 0.029, "30m": 0.5 }),
        broken: burned({ "6h": 0.031 }),
      },
      {
        when: "more than 3 % of six hours' traces were late, and it comes back",
        healthy: burned({ "1h": 0, "5m": 0, "6h": 0.5, "30m": 0.029 }),
        broken: burned({ "30m": 0.031 }),
      },
    ],
    silent: [{ when: "the environment has no canary", series: { 'up{job="prometheus"}': 1 } }],
  },
  {
    alert: "LangfuseFreshnessBudgetBurnSlow",
    fires: [
      {
        when: "more than 1.5 % of a day's traces were late, and still are",
        healthy: burned({ "1d": 0.0145, "2h": 0.5, "3d": 0, "6h": 0.5 }),
        broken: burned({ "1d": 0.0155 }),
        says: "1.55% of the traces cannot be read within a minute; 0.5 % are allowed in the long run.",
      },
      {
        when: "more than 1.5 % of a day's traces were late, and it comes back",
        healthy: burned({ "1d": 0.5, "2h": 0.0145, "3d": 0, "6h": 0 }),
        broken: burned({ "2h": 0.0155 }),
      },
      {
        when: "more than 0.5 % of three days' traces were late, and still are",
        healthy: burned({ "1d": 0, "2h": 0, "3d": 0.0049, "6h": 0.5 }),
        broken: burned({ "3d": 0.0051 }),
      },
      {
        when: "more than 0.5 % of three days' traces were late, and it comes back",
        healthy: burned({ "1d": 0, "2h": 0, "3d": 0.5, "6h": 0.0049 }),
        broken: burned({ "6h": 0.0051 }),
      },
    ],
  },
];

export const canaryRecordings: readonly Recorded[] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"].map(
  (window): Recorded => ({
    record: `langfuse:canary_failure_ratio:${window}`,
    cases: [
      {
        when: "one trace in ten is refused, one is late, and one was skipped because of the former",
        series: {
          [probes("export", "success")]: "+9",
          [probes("export", "refused")]: "+1",
          [probes("trace", "success")]: "+8",
          [probes("trace", "timeout")]: "+1",
          [probes("trace", "skipped")]: "+1",
        },
        is: { "": 0.2 },
      },
      {
        when: "there was hardly a probe",
        series: {
          [probes("export", "success")]: "+0.01",
          [probes("export", "refused")]: 0,
          [probes("trace", "timeout")]: 0,
        },
        is: { "": 0 },
      },
      {
        when: "no probe ended",
        series: {
          [probes("export", "success")]: 9,
          [probes("export", "refused")]: 0,
          [probes("trace", "timeout")]: 0,
        },
        is: {},
      },
    ],
  }),
);
