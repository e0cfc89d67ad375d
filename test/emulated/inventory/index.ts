import type { Environment } from "../../../environments/schema";
import { regionsOf } from "../../../stacks/bootstrap/reach";
import type { Aws } from "../support/aws";
import { CLUSTER } from "./cluster";
import { DATA } from "./data";
import { EDGE } from "./edge";
import { NETWORK } from "./network";

const KINDS = [...NETWORK, ...EDGE, ...DATA, ...CLUSTER];

/** Everything in the account, as Terraform type and id: in the region of the environment, and in that of its copies. */
export async function inventory(
  aws: Aws,
  environment: Pick<Environment, "region" | "disasterRecovery">,
): Promise<Set<string>> {
  const lists = await Promise.all(regionsOf(environment).map((region) => listed(aws.in(region))));
  return new Set(lists.flat());
}

async function listed(aws: Aws): Promise<string[]> {
  const lists = await Promise.all(
    KINDS.map(async ({ type, list }) => {
      try {
        return (await list(aws)).map((id) => `${type} ${id}`);
      } catch (cause) {
        throw new Error(`cannot list ${type}: ${cause}`, { cause });
      }
    }),
  );
  return lists.flat();
}

/** Terraform types whose absence an {@link inventory} proves. */
export const inventoriedTypes: ReadonlySet<string> = new Set(
  KINDS.flatMap(({ type, parts = [] }) => [type, ...parts]),
);
