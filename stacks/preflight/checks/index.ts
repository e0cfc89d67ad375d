import type { Check } from "../check";
import { account } from "./account";
import { firingAlerts } from "./alarms";
import { existingTrail } from "./audit-trail";
import { pairs, placeholders } from "./files";
import { releases } from "./releases";
import { rollouts, versionSteps } from "./running";
import { postgresStorage } from "./storage";
import { backups, clickHouseMigrations, clickHouseReplicas, insideLangfuse } from "./stores";

/** All that is looked at, in the order in which people read of it. */
export const CHECKS: readonly Check[] = [
  placeholders,
  pairs,
  account,
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
