import type { Environment } from "../../environments/schema";
import type { Block } from "./terraform-json";

/** Where a resource is made: in the region of the copies where its provider is not the stack's own.
 *  @throws when the environment names no second region */
export function regionOf({ provider }: Block, { name, region, disasterRecovery }: Environment): string {
  if (provider === undefined) return region;
  // What AWS tells of its global services is told there.
  if (provider === "aws.global") return "us-east-1";
  if (!disasterRecovery) throw new Error(`${name} names no region for the provider '${provider}'`);
  return disasterRecovery.region;
}
