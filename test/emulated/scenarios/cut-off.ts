import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import type { Report } from "../../support/report";
import { inventory } from "../inventory";
import type { Account } from "../support/account";
import type { Chance } from "../support/chance";
import { stop } from "../support/processes";
import type { SynthesizedStack } from "../support/workspace";

/** How deployments are cut off, one after the other, by what stack: a machine that dies, a person without patience. */
const CUTS: Readonly<Record<string, readonly ((child: ChildProcess) => void)[]>> = {
  network: [stop, twice],
  data: [stop, twice],
  cluster: [stop],
};

/** Deployments of a stack that are cut off at points of chance, one after the other, each time put right by the runbook's own
 *  commands: the lock is lifted, and what is in AWS and in no state is taken in. The next deployment goes on from there.
 *  @param toMake how many things the stack has */
export async function cutOff(
  account: Account,
  stack: SynthesizedStack,
  { chance, toMake }: { chance: Chance; toMake: number },
  report: Report,
): Promise<void> {
  const { name, environment } = stack;
  const cuts = CUTS[name.slice(environment.length + 1)] ?? [];
  const share = Math.floor(toMake / cuts.length);
  for (const cut of cuts) {
    const after = 1 + Math.floor(chance() * share);
    const by = cut === twice ? "Ctrl-C, twice," : "the death of the machine";
    const isCutOff = await report.step(name, `${by} after ${after} beginnings`, () =>
      account.terraform(stack).cutOffApply(": Creating...", after, cut),
    );
    if (!isCutOff) return;
    if (cut === cuts[0])
      await report.check(name, "nothing is taken in while the dead one holds the lock", async () => {
        const { output, exitCode } = await account.adopt(stack, "");
        assert.equal(exitCode, 2, output);
        assert.match(output, new RegExp(`${name} is locked; .*recover-state\\.sh ${environment} `));
      });
    await report.step(name, "lift the lock that is left, as the runbook says", () => unlock(account, stack));
    await report.step(name, "take in what is left", () => takeIn(account, stack));
  }
}

/** After all of it nothing is there twice: the command says so, and so does a comparison of its own.
 *  @param before what the account held before the first deployment */
export async function onceEach(account: Account, before: ReadonlySet<string>, report: Report): Promise<void> {
  const { name } = account.environment;
  await report.check(name, "nothing is left to take in", async () => {
    const { output, exitCode } = await account.adopt(undefined, "");
    assert.equal(exitCode, 0, output);
    assert.equal(output.match(/: 0 to make/g)?.length, account.stacks.length, output);
    assert.doesNotMatch(output, /^(refused|orphan|tainted)/m);
  });
  await report.check(name, "everything in the account is in a state", async () => {
    const states = await Promise.all(account.stacks.map((stack) => account.terraform(stack).state()));
    const there = [...(await inventory(account.aws, account.environment))].filter(
      (item) => !before.has(item) && !item.startsWith(SNAPSHOT_BY_AWS),
    );
    assert.deepEqual(
      there.filter((item) => !states.some((state) => state.includes(`"${idOf(item)}"`))),
      [],
    );
  });
}

/** RDS makes them for itself, of a database. */
const SNAPSHOT_BY_AWS = "aws_db_snapshot rds:";

/** Id in a line of the inventory; of a key without its state, of a record without its type. */
function idOf(item: string): string {
  const [type, ...rest] = item.split(" ");
  if (type === "aws_kms_key") return rest.slice(1).join(" ");
  if (type === "aws_route53_record") return rest.slice(0, -1).join(" ").replace(/\.$/, "");
  return rest.join(" ").replace("/hostedzone/", "");
}

/** The second one comes before Terraform has ended by the first. */
function twice(child: ChildProcess): void {
  const interrupt = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
  };
  interrupt();
  setTimeout(interrupt, 300);
}

async function unlock(account: Account, { name, environment }: SynthesizedStack): Promise<void> {
  const subject = name.slice(environment.length + 1);
  const shown = await account.runbook("recover-state.sh", [subject], "");
  const id = /id (\S+)$/m.exec(shown.output)?.[1];
  if (id === undefined) return;
  const { output, exitCode } = await account.runbook(
    "recover-state.sh",
    [subject, "--unlock", id],
    `unlock ${environment} ${subject}\n`,
  );
  assert.equal(exitCode, 0, output);
}

/** Runs the command as a person does who types what it wants to have typed, and does what it asks for. */
async function takeIn(account: Account, stack: SynthesizedStack): Promise<void> {
  const adopt = () => account.adopt(stack, `adopt into ${stack.name}\n`);
  const { output, exitCode } = await adopt();
  if (exitCode === 0) return;
  const rules = [...output.matchAll(/--group-id (\S+) --security-group-rule-ids (\S+)/g)];
  assert.notDeepEqual(rules, [], output);
  for (const [, GroupId, rule = ""] of rules)
    await account.aws.ec2.revokeSecurityGroupEgress({ GroupId, SecurityGroupRuleIds: [rule] });
  const again = await adopt();
  assert.equal(again.exitCode, 0, again.output);
}
