import type { Levels, Scenarios } from "../scenario";
import { probes } from "./canary-series";

const leaks = (value: string) => `langfuse_canary_masking_leak_total{job="langfuse-canary",class="${value}"}`;

const latency = (le: string) =>
  `langfuse_canary_stage_latency_seconds_bucket{job="langfuse-canary",stage="trace",le="${le}"}`;

const runs = 'langfuse_canary_info{job="langfuse-canary",server_version="4.16.0",sdk_version="5.11.1"}';

const wanted = 'kube_deployment_spec_replicas{namespace="observability",deployment="langfuse-canary"}';

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
