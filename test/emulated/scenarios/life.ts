import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import { reachOf } from "../../../stacks/bootstrap/reach";
import { unexplained } from "../artefacts";
import { inventory } from "../inventory";
import { unexpected } from "../leftovers";
import { liftProtection } from "../protection";
import { filesIn, findSecrets, statesIn } from "../secrets-scan";
import type { LifeRecord } from "../stale";
import { Account, type Setup } from "../support/account";
import { readConfiguration, writeConfiguration } from "../support/configuration";
import { inDeployOrder, inDestroyOrder } from "../support/order";
import { type Difference, listed } from "../support/plan";
import type { Report } from "../support/report";

/** From an empty account to the whole platform and back. */
export async function life(environment: Environment, setup: Setup, report: Report): Promise<LifeRecord> {
  const label = environment.name;
  const account = await report.step(label, "open an empty account", () =>
    Account.open(setup, { environment, label }),
  );
  try {
    await bootstrap(account, report);
    const before = await report.step(label, "take the inventory", () => inventory(account.aws));
    const differences = await deploy(account, report);
    await searchForSecrets(account, report);
    const liftedGuards = environment.protectData ? await unprotect(account, report) : [];
    await destroy(account, report);
    const after = await report.step(label, "take the inventory again", () => inventory(account.aws));
    const leftovers = [...after].filter((item) => !before.has(item));
    await report.check(label, "nothing is left that should not be", () => {
      assert.deepEqual(unexpected(leftovers), []);
    });
    return { usedRules: account.usedRules, liftedGuards, differences, leftovers };
  } finally {
    await account.close();
  }
}

async function bootstrap(account: Account, report: Report): Promise<void> {
  const { name } = account.environment;
  await report.step(name, "bootstrap", async () => {
    const { output, exitCode } = await account.bootstrap();
    assert.equal(exitCode, 0, output);
  });
  await report.check(name, "a second bootstrap changes nothing", async () => {
    assert.match((await account.bootstrap()).output, /nothing to change/);
  });
}

/** @returns what second plans wanted to change */
async function deploy(account: Account, report: Report): Promise<Difference[]> {
  const differences: Difference[] = [];
  await inDeployOrder(account.stacks, async (stack) => {
    const { name } = stack;
    const terraform = account.terraform(stack);
    await report.step(name, "init", () => terraform.init());
    await report.step(name, "validate", () => terraform.validate());
    await report.step(name, "plan", () => terraform.plan());
    await report.step(name, "apply", () => terraform.apply());
    await report.check(name, "a second plan is empty", async () => {
      const found = await terraform.differences();
      differences.push(...found);
      assert.deepEqual(listed(unexplained(found)), []);
    });
  });
  return differences;
}

async function searchForSecrets(
  { aws, emulator, environment, folder }: Account,
  report: Report,
): Promise<void> {
  await report.check(environment.name, "no secret is in a state, a plan or a log", async () => {
    const states = await statesIn(aws, reachOf(environment).names.stateBucket);
    assert.deepEqual(findSecrets([...states, ...filesIn(folder)], emulator.shim.canaries.values), []);
  });
}

/** Shows that nothing can be destroyed as it is, and then takes the guards away.
 *  @returns their names */
async function unprotect(account: Account, report: Report): Promise<string[]> {
  const names = new Set<string>();
  await inDeployOrder(account.stacks, async (stack) => {
    const { name } = stack;
    const terraform = account.terraform(stack);
    await report.check(name, "its destruction is refused", async () => {
      assert.match(await terraform.expectRefusal("destroy", "-auto-approve"), /Instance cannot be destroyed/);
    });
    const { json, lifted } = liftProtection(readConfiguration(stack));
    for (const guard of lifted) names.add(guard);
    writeConfiguration(stack, json);
    await report.step(name, `lift ${lifted.join(", ")}`, async () => {
      await terraform.plan();
      await terraform.apply();
    });
  });
  return [...names];
}

async function destroy(account: Account, report: Report): Promise<void> {
  await inDestroyOrder(account.stacks, async (stack) => {
    const terraform = account.terraform(stack);
    await report.step(stack.name, "destroy", () => terraform.destroy());
    await report.check(stack.name, "the state is empty", async () => {
      assert.deepEqual(await terraform.addresses(), []);
    });
  });
}
