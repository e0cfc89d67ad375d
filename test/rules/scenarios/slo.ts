import type { Scenarios } from "../scenario";
import { balancerErrors, podErrors, ratios, requests } from "./slo-series";

const api = (values: Readonly<Record<string, number>>, failures = 100) => ({
  ...ratios("api_failure", values),
  "langfuse:api_failures": failures,
});

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
];
