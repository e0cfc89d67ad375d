import type { Aws } from "../support/aws";
import { CLUSTER } from "./cluster";
import { DATA } from "./data";
import { EDGE } from "./edge";
import { NETWORK } from "./network";

const KINDS = [...NETWORK, ...EDGE, ...DATA, ...CLUSTER];

/** Everything in the account, as Terraform type and id. */
export async function inventory(aws: Aws): Promise<Set<string>> {
  const lists = await Promise.all(
    KINDS.map(async ({ type, list }) => {
      try {
        return (await list(aws)).map((id) => `${type} ${id}`);
      } catch (cause) {
        throw new Error(`cannot list ${type}: ${cause}`, { cause });
      }
    }),
  );
  return new Set(lists.flat());
}

/** Terraform types whose absence an {@link inventory} proves. */
export const inventoriedTypes: ReadonlySet<string> = new Set(
  KINDS.flatMap(({ type, parts = [] }) => [type, ...parts]),
);
