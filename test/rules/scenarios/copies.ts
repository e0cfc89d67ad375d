import type { Scenarios } from "../scenario";
import { stale } from "./stale-jobs";

/** Copies in one place, and how many seconds each may be behind. */
interface Place {
  readonly name: string;
  readonly job: string;
  readonly limits: Readonly<Record<string, number>>;
}

const places: readonly Place[] = [
  {
    name: "region",
    job: "copies",
    limits: { events: 1800, postgres: 3600, secrets: 3600, clickhouse: 10_800, vault: 129_600 },
  },
  {
    name: "account",
    job: "account",
    limits: { events: 1800, clickhouse: 10_800, secrets: 86_400, vault: 129_600 },
  },
];

/** What is known of copies in a second region, and in another account. */
export const copies: readonly Scenarios[] = places.flatMap(({ name, job, limits }) => {
  const age = (copy: string) => `langfuse_operations_backup_verify_${job}_age_seconds{copy="${copy}"}`;
  const alert = name.replace(/^./, (first) => first.toUpperCase());
  return [
    {
      alert: `${alert}CopyLagging`,
      fires: Object.entries(limits).map(([copy, seconds]) => ({
        when: `the copy of ${copy} is more than ${seconds} seconds behind`,
        healthy: { [age(copy)]: seconds },
        broken: { [age(copy)]: seconds + 1 },
        labels: { copy },
        ...(copy === "events"
          ? { says: `If the ${name} were lost now, events would come back as of 30m 1s ago.` }
          : {}),
      })),
      silent: [
        {
          when: "every copy is as old as it may be",
          series: Object.fromEntries(Object.entries(limits).map(([copy, seconds]) => [age(copy), seconds])),
        },
      ],
    },
    stale(
      `${alert}CopyMissing`,
      [`backup-verify-${job}`],
      "has not measured every copy for an hour, or never has.",
      { failing: 3600, never: 129_600 },
    ),
  ];
});
