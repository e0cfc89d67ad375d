import type { Account } from "../support/account";
import type { Report } from "../support/report";
import { BUCKETS } from "./buckets";
import { CLUSTER } from "./cluster";
import { DATA } from "./data";
import { NETWORK } from "./network";

/** Asks the account whether what the environment promises has arrived there. */
export async function checkArrival({ aws, environment }: Account, report: Report): Promise<void> {
  for (const { name, check } of [...NETWORK, ...DATA, ...BUCKETS, ...CLUSTER])
    await report.check(environment.name, name, () => check(aws, environment));
}
