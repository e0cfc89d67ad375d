import { otherAccount } from "../../operator";
import type { Check } from "../check";

/** That a deployment would go where the environment says: Terraform itself would notice in the middle of its first stack. */
export const account: Check = {
  subject: "account of the credentials",
  // Nothing that runs: before a first deployment, too, where it matters most.
  asks: false,
  reasons: async ({ ask, environment }) => {
    const caller = await ask("aws", [
      ...["sts", "get-caller-identity", "--region", environment.region],
      ...["--query", "Account", "--output", "text"],
    ]);
    return [otherAccount(environment, caller.trim())].filter((reason) => reason !== undefined);
  },
};
