import type { Recorded } from "../scenario";
import { script, traces, waits } from "./queue-series";

export const ingestionRecordings: readonly Recorded[] = [
  {
    record: "langfuse:queue_jobs",
    cases: [
      {
        when: "two exporters read the same queues",
        series: {
          [script(traces, "waiting")]: 7,
          [script(traces, "waiting").replace("queues.lua", "old.lua")]: 6,
          [script(traces, "failed")]: 2,
          [script("trace-delete", "delayed")]: 1,
          [script(traces, "oldest_wait_seconds")]: 90,
        },
        is: {
          [`{queue="${traces}",state="waiting"}`]: 7,
          [`{queue="${traces}",state="failed"}`]: 2,
          '{queue="trace-delete",state="delayed"}': 1,
        },
      },
    ],
  },
  {
    record: "langfuse:queue_depth",
    cases: [
      {
        when: "jobs wait, run and have failed",
        series: {
          [script(traces, "waiting")]: 7,
          [script(traces, "active")]: 20,
          [script(traces, "failed")]: 2,
        },
        is: { [`{queue="${traces}"}`]: 7 },
      },
    ],
  },
  {
    record: "langfuse:queue_oldest_wait_seconds",
    cases: [
      {
        when: "one queue waits and another is empty",
        series: { ...waits(traces, 90), ...waits("trace-delete", 0), [script(traces, "waiting")]: 7 },
        is: { [`{queue="${traces}"}`]: 90, '{queue="trace-delete"}': 0 },
      },
    ],
  },
];
