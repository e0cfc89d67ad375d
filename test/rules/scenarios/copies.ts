import type { Scenarios } from "../scenario";
import { stale } from "./stale-jobs";

const age = (copy: string) => `langfuse_operations_backup_verify_copies_age_seconds{copy="${copy}"}`;

/** How far behind each copy may be. */
const LIMITS = { events: 1800, postgres: 3600, secrets: 3600, clickhouse: 10_800, vault: 129_600 };

/** What is known of copies in a second region. */
export const copies: readonly Scenarios[] = [
  {
    alert: "RegionCopyLagging",
    fires: Object.entries(LIMITS).map(([copy, seconds]) => ({
      when: `the copy of ${copy} is more than ${seconds} seconds behind`,
      healthy: { [age(copy)]: seconds },
      broken: { [age(copy)]: seconds + 1 },
      labels: { copy },
      ...(copy === "events"
        ? { says: "If the region were lost now, events would come back as of 30m 1s ago." }
        : {}),
    })),
    silent: [
      {
        when: "every copy is as old as it may be",
        series: Object.fromEntries(Object.entries(LIMITS).map(([copy, seconds]) => [age(copy), seconds])),
      },
    ],
  },
  stale(
    "RegionCopyMissing",
    ["backup-verify-copies"],
    "has not measured every copy for an hour, or never has.",
    { failing: 3600, never: 129_600 },
  ),
];
