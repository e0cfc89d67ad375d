import type { VaultAccount } from "../../../constructs/vault-account";
import type { Environment } from "../../../environments/schema";

/** Who fills and who reads what is made in the other account. */
export interface Parties {
  readonly environment: Environment;
  readonly there: VaultAccount;
  /** First part of the names of the roles that copy. */
  readonly prefix: string;
  /** An account that is being restored to and may read everything.
   *  @default - whoever administers the other account, and nobody else */
  readonly restoreTo?: string;
}

/** An account as a policy names it. */
export function rootOf(accountId: string) {
  return { AWS: `arn:aws:iam::${accountId}:root` };
}
