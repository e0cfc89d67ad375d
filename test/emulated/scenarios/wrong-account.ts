import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import { reachOf } from "../../../stacks/bootstrap/reach";
import type { Report } from "../../support/report";
import { emptyChecks } from "../arrived";
import { Account, type Setup } from "../support/account";

/** Credentials of another account neither bootstrap nor deploy an environment. */
export async function wrongAccount(
  [environment]: readonly Environment[],
  setup: Setup,
  report: Report,
): Promise<void> {
  const label = "wrong-account";
  if (!environment) throw new Error("no environment to deploy; see environments/index.ts");
  const account = await report.step(label, "open an account of somebody else", () =>
    Account.open(setup, { environment, label, accountId: "999999999999" }),
  );
  try {
    await report.check(label, "nothing that must arrive is found where nothing was deployed", async () => {
      assert.deepEqual(await emptyChecks(account), []);
    });
    await report.check(label, "the bootstrap is refused", async () => {
      const { output, exitCode } = await account.bootstrap();
      assert.match(output, /your credentials are for account 999999999999/);
      assert.notEqual(exitCode, 0);
    });
    await report.check(label, "a plan is refused, even with a state bucket of the same name", async () => {
      const [stack] = account.stacks;
      assert(stack, `environment '${environment.name}' has no stack`);
      await account.aws.s3.createBucket({ Bucket: reachOf(environment).names.stateBucket });
      const terraform = account.terraform(stack);
      await terraform.init();
      assert.match(await terraform.expectRefusal("plan"), /AWS account ID not allowed: 999999999999/);
    });
  } finally {
    await account.close();
  }
}
