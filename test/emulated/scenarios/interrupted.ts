import assert from "node:assert/strict";
import type { Report } from "../../support/report";
import { unexplained } from "../artefacts";
import type { Account } from "../support/account";
import { listed } from "../support/plan";

/** How far the deployment comes before the machine dies; about eighty resources are looked at. */
const MOST_LOOKED_AT = 25;

/** A machine that dies while it deploys, and holds the lock. A deployment that ends while resources are made is another
 *  matter: what was under way may be in AWS and in no state, and `runbooks/procedures/deploy.md` says how it is taken in. */
export async function interrupted(account: Account, report: Report): Promise<void> {
  const [network] = account.stacks;
  assert(network, `environment '${account.environment.name}' has no stack`);
  const { name } = network;
  const terraform = account.terraform(network);
  await report.step(name, "let the machine die that deploys", () =>
    terraform.killedApply("Refreshing state...", 1 + Math.floor(Math.random() * MOST_LOOKED_AT)),
  );
  // What `runbooks/procedures/deploy.md` says about a lock whose holder is dead.
  await report.step(name, "the next plan is refused until the lock of the dead one is lifted", async () => {
    const refusal = await terraform.expectRefusal("plan");
    assert.match(refusal, /Error acquiring the state lock/);
    const id = /Lock Info:\s+ID:\s+(\S+)/.exec(refusal)?.[1];
    assert(id, refusal);
    await terraform.forceUnlock(id);
  });
  await report.check(name, "the plan after it is empty", async () => {
    assert.deepEqual(listed(unexplained(await terraform.differences())), []);
  });
}
