import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import type { Report } from "../../support/report";
import { unexplained } from "../artefacts";
import { inventory } from "../inventory";
import { Account, type Setup } from "../support/account";
import { listed } from "../support/plan";
import type { Terraform } from "../support/terraform";

/** How often somebody interrupts the deployment of roughly eighty resources. */
const INTERRUPTIONS = 3;
/** Resources that the latest interruption waits for. */
const MOST_CREATED = 25;

/** Deployments that end early: by Ctrl-C or a cancelled workflow, and by the death of the machine. Repeated, they come to
 *  the same end as one that was left alone, and a destroy afterwards finds everything that was ever made. A machine that
 *  dies while resources are made is another matter: Terraform writes its state every 20 seconds, and
 *  `runbooks/procedures/deploy.md` says how to find what was made since. */
export async function interrupted(environment: Environment, setup: Setup, report: Report): Promise<void> {
  const label = "interrupted";
  const account = await report.step(label, "open an account for deployments that end early", () =>
    Account.open(setup, { environment, label }),
  );
  try {
    assert.equal((await account.bootstrap()).exitCode, 0);
    const before = await inventory(account.aws);
    const [network] = account.stacks;
    assert(network, `environment '${environment.name}' has no stack`);
    const terraform = account.terraform(network);
    await terraform.init();
    for (let round = 1; round <= INTERRUPTIONS; round += 1) {
      const resources = 1 + Math.floor(Math.random() * MOST_CREATED);
      await report.step(label, `interrupt the deployment after ${resources} resources`, () =>
        terraform.applyUntil("Creation complete", resources, "SIGINT"),
      );
    }
    await report.step(label, "deploy to the end", async () => {
      await terraform.plan();
      await terraform.apply();
    });
    await report.step(label, "let the machine die that deploys", () =>
      terraform.applyUntil("Refreshing state...", 1 + Math.floor(Math.random() * MOST_CREATED), "SIGKILL"),
    );
    await unlock(terraform, label, report);
    await report.check(label, "a further plan is empty", async () => {
      assert.deepEqual(listed(unexplained(await terraform.differences())), []);
    });
    await report.step(label, "destroy", () => terraform.destroy());
    await report.check(
      label,
      "no interruption left anything behind that the state does not know",
      async () => {
        const after = await inventory(account.aws);
        assert.deepEqual(
          [...after].filter((item) => !before.has(item) && !item.startsWith("aws_kms_key PendingDeletion")),
          [],
        );
      },
    );
  } finally {
    await account.close();
  }
}

/** What `runbooks/procedures/recover-state.md` says about a lock whose holder is dead. */
async function unlock(terraform: Terraform, label: string, report: Report): Promise<void> {
  await report.step(
    label,
    "the next deployment is refused until the lock of the dead one is lifted",
    async () => {
      const refusal = await terraform.expectRefusal("plan");
      assert.match(refusal, /Error acquiring the state lock/);
      const id = /Lock Info:\s+ID:\s+(\S+)/.exec(refusal)?.[1];
      assert(id, refusal);
      await terraform.forceUnlock(id);
    },
  );
}
