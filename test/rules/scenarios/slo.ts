import type { Levels, Recorded, Scenarios } from "../scenario";

const balancer = (metric: string) =>
  `${metric}{job="yace",dimension_LoadBalancer="app/langfuse-prod/1",dimension_TargetGroup=""}`;
const requests = balancer("aws_applicationelb_request_count_sum");
const podErrors = balancer("aws_applicationelb_httpcode_target_5_xx_count_sum");
const balancerErrors = balancer("aws_applicationelb_httpcode_elb_5_xx_count_sum");

/** Ratios of four windows, two pairs; a scenario about a pair need not live through three days. */
const ratios = (
  promise: "api_failure" | "ingestion_stale",
  values: Readonly<Record<string, number>>,
): Levels =>
  Object.fromEntries(
    Object.entries(values).map(([window, value]) => [`langfuse:${promise}_ratio:${window}`, value]),
  );

const api = (values: Readonly<Record<string, number>>, failures = 100) => ({
  ...ratios("api_failure", values),
  "langfuse:api_failures": failures,
});
const ingestion = (values: Readonly<Record<string, number>>) => ratios("ingestion_stale", values);

const age = (queue: string) =>
  `redis_script_values{job="valkey-exporter",key="${queue}/oldest_wait_seconds"}`;

export const slo: readonly Scenarios[] = [
  {
    alert: "LangfuseApiErrorBudgetBurnFast",
    fires: [
      {
        when: "more than 7.2 % have failed within an hour, and still do",
        healthy: api({ "1h": 0.07, "5m": 0.5, "6h": 0, "30m": 0.5 }),
        broken: api({ "1h": 0.075 }),
        says: "7.5% of the requests fail; 0.5 % are allowed in the long run.",
      },
      {
        when: "more than 7.2 % failed within an hour, and it comes back",
        healthy: api({ "1h": 0.5, "5m": 0.07, "6h": 0, "30m": 0.5 }),
        broken: api({ "5m": 0.075 }),
      },
      {
        when: "more than 3 % have failed within six hours, and still do",
        healthy: api({ "1h": 0, "5m": 0, "6h": 0.029, "30m": 0.5 }),
        broken: api({ "6h": 0.031 }),
      },
      {
        when: "more than 3 % failed within six hours, and it comes back",
        healthy: api({ "1h": 0, "5m": 0, "6h": 0.5, "30m": 0.029 }),
        broken: api({ "30m": 0.031 }),
      },
      {
        when: "the eleventh request of a quiet night fails",
        healthy: api({ "1h": 0.5, "5m": 0.5, "6h": 0.5, "30m": 0.5 }, 0),
        broken: { "langfuse:api_failures": 0.105 },
        after: api({ "1h": 0, "5m": 0, "6h": 0, "30m": 0 }, 0),
        reacts: 95,
      },
      {
        when: "pods begin to fail one request in ten",
        healthy: { [requests]: 1000, [podErrors]: 1, [balancerErrors]: 0 },
        broken: { [podErrors]: 100 },
        before: 60,
        // 3 % of an hour and 24 minutes, as nothing is older.
        reacts: 24,
        forgets: 60,
      },
      {
        // The load balancer counts no request that it hands to nobody, and CloudWatch has no series of its errors yet.
        when: "everything fails in the load balancer, for the first time ever",
        healthy: { [requests]: 100 },
        broken: { [requests]: 0, [balancerErrors]: 100 },
        before: 60,
        reacts: 2,
        forgets: 60,
      },
    ],
    silent: [
      {
        when: "half of the requests of a quiet night failed, nine of them",
        series: {
          "langfuse:api_failures": 0.076,
          ...ratios("api_failure", { "1h": 0.5, "5m": 0.5, "6h": 0.5, "30m": 0.5 }),
        },
      },
      { when: "nobody sends requests", series: { [requests]: 0, [podErrors]: 0, [balancerErrors]: 0 } },
      { when: "CloudWatch says nothing", series: { 'up{job="yace"}': 1 } },
    ],
  },
  {
    alert: "LangfuseApiErrorBudgetBurnSlow",
    fires: [
      {
        when: "more than 1.5 % have failed within a day, and still do",
        healthy: api({ "1d": 0.0145, "2h": 0.5, "3d": 0, "6h": 0.5 }),
        broken: api({ "1d": 0.0155 }),
        says: "1.55% of the requests fail; 0.5 % are allowed in the long run.",
      },
      {
        when: "more than 1.5 % failed within a day, and it comes back",
        healthy: api({ "1d": 0.5, "2h": 0.0145, "3d": 0, "6h": 0 }),
        broken: api({ "2h": 0.0155 }),
      },
      {
        when: "more than 0.5 % have failed within three days, and still do",
        healthy: api({ "1d": 0, "2h": 0, "3d": 0.0049, "6h": 0.5 }),
        broken: api({ "3d": 0.0051 }),
      },
      {
        when: "more than 0.5 % failed within three days, and it comes back",
        healthy: api({ "1d": 0, "2h": 0, "3d": 0.5, "6h": 0.0049 }),
        broken: api({ "6h": 0.0051 }),
      },
      {
        when: "the eleventh request of a quiet night fails",
        healthy: api({ "1d": 0.5, "2h": 0.5, "3d": 0.5, "6h": 0.5 }, 0),
        broken: { "langfuse:api_failures": 0.105 },
        after: api({ "1d": 0, "2h": 0, "3d": 0, "6h": 0 }, 0),
        reacts: 95,
      },
      {
        when: "one request in a hundred fails, all the time",
        healthy: { [requests]: 1000, [podErrors]: 0, [balancerErrors]: 0 },
        broken: { [podErrors]: 10 },
        before: 600,
        // Half of each window but the longest, of which only ten hours are there.
        reacts: 600,
        forgets: 400,
        step: 5,
      },
    ],
    silent: [
      {
        when: "nine requests of a quiet day failed",
        series: {
          "langfuse:api_failures": 0.063,
          ...ratios("api_failure", { "1d": 0.5, "2h": 0.5, "3d": 0.5, "6h": 0.5 }),
        },
      },
    ],
  },
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
