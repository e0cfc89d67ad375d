import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import { reachOf } from "../../../stacks/bootstrap/reach";
import type { Report } from "../../support/report";
import { checkArrival } from "../arrived";
import { unexplained } from "../artefacts";
import { inventory } from "../inventory";
import { unexpected } from "../leftovers";
import { keepPlan, policyProblems } from "../policies";
import { type Secret, secretsIn } from "../secrets";
import { filesIn, findSecrets, type Place, statesIn } from "../secrets-scan";
import type { LifeRecord } from "../stale";
import { Account, type Setup } from "../support/account";
import { chances } from "../support/chance";
import { inDeployOrder, inDestroyOrder } from "../support/order";
import { type Difference, listed } from "../support/plan";
import { cutOff } from "./cut-off";
import { markedSecrets } from "./marked-secrets";
import { onceEach } from "./once-each";
import { standby } from "./standby";
import { refusesTeardown, teardown } from "./teardown";
import { unprotect } from "./unprotect";
import { usedValues } from "./used-values";

/** From an empty account to the whole platform and back. */
export async function life(environment: Environment, setup: Setup, report: Report): Promise<LifeRecord> {
  const label = environment.name;
  const account = await report.step(label, "open an empty account", () =>
    Account.open(setup, { environment, label }),
  );
  try {
    const empty = await report.step(label, "take the inventory", () => inventory(account.aws, environment));
    await bootstrap(account, report);
    const bootstrapped = await report.step(label, "take it again", () => inventory(account.aws, environment));
    const differences = await deploy(account, setup, report);
    if (!environment.protectData) await onceEach(account, bootstrapped, report);
    await checkArrival(account, report);
    await markedSecrets(account, report);
    if (environment.maskingGateway.kind === "enforced") await standby(account, setup, report);
    const secrets = await report.step(label, "read every secret", () => secretsIn(account.aws));
    if (!environment.protectData) await usedValues(account, report);
    const lifted = environment.protectData ? await unprotect(account, setup, report) : [];
    await report.check(label, "no later plan or apply wrote a new secret", async () => {
      assert.deepEqual(await secretsIn(account.aws), secrets);
    });
    // A teardown takes the bootstrap along, which a protected environment keeps.
    const { states, before } = environment.protectData
      ? { states: await destroy(account, report), before: bootstrapped }
      : { states: await teardown(account, report), before: empty };
    const after = await report.step(label, "take it a last time", () => inventory(account.aws, environment));
    const leftovers = [...after].filter((item) => !before.has(item));
    await report.check(label, "nothing is left that should not be", () => {
      assert.deepEqual(unexpected(leftovers), []);
    });
    await searchForSecrets(account, states, secrets, report);
    return { usedRules: account.usedRules, lifted, differences, leftovers };
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
async function deploy(account: Account, setup: Setup, report: Report): Promise<Difference[]> {
  const differences: Difference[] = [];
  const today = new Date().toISOString().slice(0, 10);
  await inDeployOrder(account.stacks, {
    prepare: async (stack) => {
      const terraform = account.terraform(stack);
      await report.step(stack.name, "init", () => terraform.init());
      await report.step(stack.name, "validate", () => terraform.validate());
    },
    begin: (stack) => report.step(stack.name, "plan", () => account.terraform(stack).plan()),
    work: async (stack) => {
      const terraform = account.terraform(stack);
      const plan = await report.step(stack.name, "show", () => terraform.show());
      if (!account.environment.protectData) {
        // A sequence for each stack, because two of them are made side by side.
        const chance = chances(setup.seed + account.stacks.indexOf(stack));
        await cutOff(account, stack, { chance, plan }, report);
      }
      await report.step(stack.name, "apply", () => terraform.apply());
      keepPlan(stack.name, plan);
      await report.check(stack.name, "the plan satisfies the policies", () => {
        const original = setup.stacks.find(({ name }) => name === stack.name);
        const { environment } = account;
        const { providerVersion } = setup;
        const subject = {
          stack: stack.name,
          environment,
          plan,
          synthesized: original?.folder ?? "",
          providerVersion,
        };
        assert.deepEqual(policyProblems(subject, today), []);
      });
    },
    after: async (stack) => {
      await report.check(stack.name, "a second plan is empty", async () => {
        const found = await account.terraform(stack).differences();
        differences.push(...found);
        assert.deepEqual(listed(unexplained(found)), []);
      });
    },
  });
  return differences;
}

/** Destroys stack by stack, and keeps what the bootstrap made.
 *  @returns every version of every state there was */
async function destroy(account: Account, report: Report): Promise<Place[]> {
  await refusesTeardown(account, report);
  await inDestroyOrder(account.stacks, {
    work: (stack) => report.step(stack.name, "destroy", () => account.terraform(stack).destroy()),
    after: (stack) =>
      report.check(stack.name, "the state is empty", async () => {
        assert.deepEqual(await account.terraform(stack).addresses(), []);
      }),
  });
  const { name, disasterRecovery } = account.environment;
  await report.step(name, "remove what Terraform has left behind", async () => {
    const { output, exitCode } = await account.sweep();
    assert.equal(exitCode, 0, output);
    assert.equal(/deleted {2}backups of the database in /.test(output), disasterRecovery !== undefined);
  });
  return statesIn(account.aws, reachOf(account.environment).names.stateBucket);
}

/** Searches last, because everything that was ever written is still there: versions of states, plans and logs. */
async function searchForSecrets(
  { emulator, environment, folder }: Account,
  states: readonly Place[],
  secrets: ReadonlyMap<string, Secret>,
  report: Report,
): Promise<void> {
  await report.check(environment.name, "no secret is in a state, a plan or a log", async () => {
    assert.notEqual(states.length, 0, "the bucket holds no state");
    const values = [...secrets.values()].map(({ value }) => value);
    const canaries = emulator.shim.canaries.values;
    assert.deepEqual(findSecrets([...states, ...filesIn(folder)], [...canaries, ...values]), []);
  });
}
