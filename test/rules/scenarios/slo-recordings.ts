import type { Recorded } from "../scenario";
import { age, balancerErrors, podErrors, requests } from "./slo-series";

const WINDOWS = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];

export const sloRecordings: readonly Recorded[] = [
  {
    record: "langfuse:api_requests",
    cases: [
      {
        when: "pods answer some and the load balancer the others",
        series: { [requests]: 90, [podErrors]: 5, [balancerErrors]: 10 },
        is: { "": 100 },
      },
      { when: "the load balancer has never made an error", series: { [requests]: 90 }, is: { "": 90 } },
      { when: "the load balancer answers everything", series: { [balancerErrors]: 10 }, is: { "": 10 } },
      {
        when: "a target group is counted beside it",
        series: { [requests.replace('""', '"a"')]: 90 },
        is: { "": 0 },
      },
    ],
  },
  {
    record: "langfuse:api_failures",
    cases: [
      {
        when: "pods and the load balancer fail",
        series: { [requests]: 90, [podErrors]: 5, [balancerErrors]: 10 },
        is: { "": 15 },
      },
      { when: "no pod has ever failed", series: { [balancerErrors]: 10 }, is: { "": 10 } },
      { when: "the load balancer has never made an error", series: { [podErrors]: 5 }, is: { "": 5 } },
    ],
  },
  {
    record: "langfuse:ingestion_stale",
    cases: [
      {
        when: "one of the queues of ingestion waits longer than two minutes",
        series: { [age("otel-ingestion-queue")]: 1, [age("secondary-ingestion-queue-2")]: 121 },
        is: { "": 1 },
      },
      {
        when: "only other queues wait longer",
        series: { [age("ingestion-queue")]: 120, [age("batch-export-queue")]: 900 },
        is: { "": 0 },
      },
      { when: "nothing is known", series: { 'up{job="valkey-exporter"}': 0 }, is: {} },
    ],
  },
  ...WINDOWS.flatMap((window) => [
    {
      record: `langfuse:api_failure_ratio:${window}`,
      cases: [
        {
          when: "one request in ten fails",
          series: { "langfuse:api_failures": 10, "langfuse:api_requests": 100 },
          is: { "": 0.1 },
        },
        {
          when: "one request fails, and there was no other",
          series: { "langfuse:api_failures": 0.05, "langfuse:api_requests": 0.05 },
          is: { "": 1 },
        },
        {
          when: "nobody sends requests",
          series: { "langfuse:api_failures": 0, "langfuse:api_requests": 0 },
          is: {},
        },
      ],
    } as const,
    {
      record: `langfuse:ingestion_stale_ratio:${window}`,
      cases: [
        { when: "every minute is one too long", series: { "langfuse:ingestion_stale": 1 }, is: { "": 1 } },
        { when: "none is", series: { "langfuse:ingestion_stale": 0 }, is: { "": 0 } },
      ],
    },
  ]),
];
