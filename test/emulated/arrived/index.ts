import type { Environment } from "../../../environments/schema";
import type { Report } from "../../support/report";
import type { Account } from "../support/account";
import { ABROAD } from "./abroad";
import { ACCOUNT } from "./account";
import { ALARMS } from "./alarms";
import type { Arrival } from "./arrival";
import { BUCKETS } from "./buckets";
import { CLUSTER } from "./cluster";
import { COPIES } from "./copies";
import { DATA } from "./data";
import { NETWORK } from "./network";
import { RESTORE_TEST } from "./restore-test";

const ARRIVALS = [...NETWORK, ...DATA, ...BUCKETS, ...CLUSTER, ...ALARMS, ...ACCOUNT];

function arrivalsOf({ disasterRecovery, restoreDrill }: Environment): Arrival[] {
  const copies = disasterRecovery ? COPIES : [];
  const abroad = disasterRecovery?.vaultAccount ? ABROAD : [];
  const restores = restoreDrill === "monthly" ? RESTORE_TEST : [];
  return [...ARRIVALS, ...copies, ...abroad, ...restores];
}

/** Asks the account whether what the environment promises has arrived there. */
export async function checkArrival({ aws, environment }: Account, report: Report): Promise<void> {
  for (const { name, check } of arrivalsOf(environment))
    await report.check(environment.name, name, () => check(aws, environment));
}

/** Names of the checks that an account passes although nothing was deployed there: they would pass always. */
export async function emptyChecks({ aws, environment }: Account): Promise<string[]> {
  const arrivals = arrivalsOf(environment);
  const outcomes = await Promise.allSettled(arrivals.map(({ check }) => check(aws, environment)));
  return arrivals.filter((_, index) => outcomes[index]?.status === "fulfilled").map(({ name }) => name);
}
