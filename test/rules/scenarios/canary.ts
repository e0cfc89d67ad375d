import type { Levels, Recorded, Scenarios } from "../scenario";
import { ratios } from "./slo-series";

const probes = (stage: string, result: string) =>
  `langfuse_canary_probe_total{job="langfuse-canary",stage="${stage}",result="${result}"}`;

const leaks = (value: string) => `langfuse_canary_masking_leak_total{job="langfuse-canary",class="${value}"}`;

const latency = (le: string) =>
  `langfuse_canary_stage_latency_seconds_bucket{job="langfuse-canary",stage="trace",le="${le}"}`;

const runs = 'langfuse_canary_info{job="langfuse-canary",server_version="4.16.0",sdk_version="5.11.1"}';

const wanted = 'kube_deployment_spec_replicas{namespace="observability",deployment="langfuse-canary"}';

const burned = (values: Readonly<Record<string, number>>) => ratios("canary_failure", values);

/** One probe a minute, of which this share is found within fifteen seconds, and all within thirty. */
const foundIn15 = (share: number): Levels => ({
  [latency("5")]: "+0.5",
  [latency("15")]: `+${share}`,
  [latency("30")]: "+1",
  [latency("+Inf")]: "+1",
});

export const canary: readonly Scenarios[] = [
  {
    alert: "LangfuseCanaryStalled",
    fires: [
      {
        when: "no trace could be read again for ten minutes",
        healthy: { [probes("trace", "success")]: "+1", [runs]: 1, [wanted]: 1 },
        broken: { [probes("trace", "success")]: "+0" },
        says:
          "For more than ten minutes no trace of the canary could be read again: traces are refused, get lost or wait, or " +
          "the canary itself does not run.",
        before: 20,
        reacts: 10,
      },
      {
        when: "the canary does not run, and somebody wants it",
        healthy: { [probes("trace", "success")]: "+1", [runs]: 1, [wanted]: 1 },
        broken: { [probes("trace", "success")]: "gone", [runs]: "gone" },
        before: 20,
      },
    ],
    silent: [
      {
        when: "somebody has stopped it for a while",
        series: { [probes("trace", "success")]: "+1", [runs]: 1, [wanted]: 1 },
        next: { [probes("trace", "success")]: "gone", [runs]: "gone", [wanted]: 0 },
        settled: 5,
      },
      { when: "the environment has no canary", series: { 'up{job="prometheus"}': 1 } },
      {
        when: "every second trace is found",
        series: {
          [probes("trace", "success")]: "+0.5",
          [probes("trace", "timeout")]: "+0.5",
          [runs]: 1,
          [wanted]: 1,
        },
        settled: 5,
      },
    ],
  },
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
  {
    alert: "LangfuseCanarySlow",
    fires: [
      {
        when: "more than one trace in ten takes longer than fifteen seconds",
        healthy: foundIn15(0.905),
        broken: foundIn15(0.89),
        says: "One trace in ten takes longer than 16.36s to be readable; two to five seconds are normal.",
        rests: 20,
        before: 40,
        reacts: 10,
        forgets: 20,
      },
    ],
  },
  {
    alert: "LangfusePersonalDataStored",
    fires: [
      {
        when: "one planted value was read back",
        healthy: { [leaks("email")]: 0, [leaks("phone")]: 0 },
        broken: { [leaks("email")]: 1 },
        after: { [leaks("email")]: 1 },
        labels: { class: "email" },
        says: "A planted value of class email was read back from Langfuse as it was sent.",
        forgets: 60,
      },
    ],
  },
  {
    alert: "LangfuseMaskingUnproven",
    fires: [
      {
        when: "for an hour traces come back, and none with the labels that prove it",
        healthy: { [probes("trace", "success")]: "+1", [probes("masking", "success")]: "+1" },
        broken: { [probes("masking", "success")]: "+0" },
        says: "For more than an hour traces of the canary could be read and no probe could say that they are masked.",
        before: 70,
        reacts: 60,
      },
      {
        when: "a single trace comes back, without them",
        healthy: { [probes("trace", "success")]: "+0.01", [probes("masking", "success")]: "+0.01" },
        broken: { [probes("masking", "success")]: "+0" },
        before: 70,
        reacts: 60,
      },
    ],
    silent: [
      {
        when: "no trace comes back, which another alert says",
        series: { [probes("trace", "success")]: 5, [probes("masking", "success")]: 5 },
      },
    ],
  },
  {
    alert: "LangfuseCanaryStageFailing",
    fires: [
      {
        when: "the prompt was missing in more than half of the probes",
        healthy: { [probes("prompt", "success")]: "+1", [probes("prompt", "missing")]: 0 },
        broken: { [probes("prompt", "success")]: "+0.47", [probes("prompt", "missing")]: "+0.53" },
        labels: { stage: "prompt" },
        says: "Stage prompt failed in 53% of the probes of half an hour.",
        rests: 10,
        before: 40,
        reacts: 28,
        forgets: 2,
      },
    ],
    silent: [
      {
        when: "scores were not looked for, because there was no trace",
        series: { [probes("score", "success")]: 9, [probes("score", "skipped")]: "+1" },
      },
      {
        when: "two scores in five are late",
        series: { [probes("score", "success")]: "+3", [probes("score", "timeout")]: "+2" },
        settled: 5,
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
