import type { Check } from "../check";
import { account } from "./account";
import { firingAlerts } from "./alarms";
import { existingTrail } from "./audit-trail";
import { cluster } from "./cluster";
import { pairs, placeholders } from "./files";
import { releases } from "./releases";
import { rollouts, versionSteps } from "./running";
import { postgresStorage } from "./storage";
import { backups, clickHouseMigrations, clickHouseReplicas, insideLangfuse } from "./stores";

/** Without these nothing that runs can be asked, or something else would answer. */
export const DOORS: readonly Check[] = [account, cluster];

/** All that is looked at, in the order in which people read of it. */
export const CHECKS: readonly Check[] = [
  placeholders,
  pairs,
  ...DOORS,
  existingTrail,
  ...versionSteps,
  rollouts,
  releases,
  insideLangfuse,
  clickHouseMigrations,
  clickHouseReplicas,
  postgresStorage,
  backups,
  firingAlerts,
];
