import type { Scenarios } from "../scenario";
import { age, ratios } from "./slo-series";

const ingestion = (values: Readonly<Record<string, number>>) => ratios("ingestion_stale", values);

export const freshness: readonly Scenarios[] = [
  {
    alert: "LangfuseIngestionBudgetBurnFast",
    fires: [
      {
        when: "traces waited too long in more than 14.4 % of an hour, and still do",
        healthy: ingestion({ "1h": 0.14, "5m": 0.5, "6h": 0, "30m": 0.5 }),
        broken: ingestion({ "1h": 0.15 }),
        says: "In 15% of the minutes traces waited too long; 1 % is allowed in the long run.",
      },
      {
        when: "they waited too long in more than 14.4 % of an hour, and it comes back",
        healthy: ingestion({ "1h": 0.5, "5m": 0.14, "6h": 0, "30m": 0.5 }),
        broken: ingestion({ "5m": 0.15 }),
      },
      {
        when: "they waited too long in more than 6 % of six hours, and still do",
        healthy: ingestion({ "1h": 0, "5m": 0, "6h": 0.058, "30m": 0.5 }),
        broken: ingestion({ "6h": 0.062 }),
      },
      {
        when: "they waited too long in more than 6 % of six hours, and it comes back",
        healthy: ingestion({ "1h": 0, "5m": 0, "6h": 0.5, "30m": 0.058 }),
        broken: ingestion({ "30m": 0.062 }),
      },
      {
        when: "the oldest trace waits longer than two minutes",
        healthy: { [age("otel-ingestion-queue")]: 118, [age("batch-export-queue")]: 9000 },
        broken: { [age("otel-ingestion-queue")]: 125 },
        before: 120,
        reacts: 8,
        forgets: 60,
      },
    ],
    silent: [{ when: "nothing is known about the queues", series: { 'up{job="valkey-exporter"}': 0 } }],
  },
  {
    alert: "LangfuseIngestionBudgetBurnSlow",
    fires: [
      {
        when: "traces waited too long in more than 3 % of a day, and still do",
        healthy: ingestion({ "1d": 0.029, "2h": 0.5, "3d": 0, "6h": 0.5 }),
        broken: ingestion({ "1d": 0.031 }),
        says: "In 3.1% of the minutes traces waited too long; 1 % is allowed in the long run.",
      },
      {
        when: "they waited too long in more than 3 % of a day, and it comes back",
        healthy: ingestion({ "1d": 0.5, "2h": 0.029, "3d": 0, "6h": 0 }),
        broken: ingestion({ "2h": 0.031 }),
      },
      {
        when: "they waited too long in more than 1 % of three days, and still do",
        healthy: ingestion({ "1d": 0, "2h": 0, "3d": 0.0098, "6h": 0.5 }),
        broken: ingestion({ "3d": 0.0102 }),
      },
      {
        when: "they waited too long in more than 1 % of three days, and it comes back",
        healthy: ingestion({ "1d": 0, "2h": 0, "3d": 0.5, "6h": 0.0098 }),
        broken: ingestion({ "6h": 0.0102 }),
      },
      {
        when: "the oldest trace waits longer than two minutes",
        healthy: { [age("otel-ingestion-queue")]: 118 },
        broken: { [age("otel-ingestion-queue")]: 125 },
        before: 1200,
        reacts: 10,
        forgets: 400,
        step: 5,
      },
    ],
  },
];
