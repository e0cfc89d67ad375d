import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import type { Report } from "../../support/report";
import type { Account } from "../support/account";
import type { Chance } from "../support/chance";
import { type Plan, thingsToMake } from "../support/plan";
import { stop } from "../support/processes";
import type { SynthesizedStack } from "../support/workspace";

/** How a deployment is cut off. */
interface Cut {
  readonly by: string;
  readonly interrupt: (child: ChildProcess) => void;
  /** Terraform type of the things whose beginnings are counted.
   *  @default - all of them */
  readonly type?: string;
  /** How many beginnings are waited for.
   *  @default - as many as the stack has, about */
  readonly most?: number;
  /** Operation that is not answered before the interruption, which waits until it is under way.
   *  @default - everything is answered */
  readonly unanswered?: string;
}

/** A machine that dies. */
const DEATH: Cut = { by: "kill -9", interrupt: stop };
/** A person without patience, between writing a value of a secret and reading it back. */
const IMPATIENCE: Cut = {
  by: "Ctrl-C, twice,",
  interrupt: twice,
  type: "aws_secretsmanager_secret_version",
  // Terraform works on ten things at a time, and none of these comes to its end.
  most: 6,
  unanswered: "GetSecretValue",
};

/** How deployments are cut off, one after the other, by what stack. */
const CUTS: Readonly<Record<string, readonly Cut[]>> = {
  network: [DEATH],
  data: [IMPATIENCE, DEATH],
  cluster: [DEATH],
};

/** How far cut-off deployments come, all of a stack together; behind it one might end well. */
const SHARE = 0.9;

/** Deployments of a stack that are cut off at points of chance, one after the other, each time put right by the runbook's own
 *  commands: the lock is lifted, and what is in AWS and in no state is taken in. The plan of what is left is kept.
 *  @param plan that is kept */
export async function cutOff(
  account: Account,
  stack: SynthesizedStack,
  { chance, plan }: { readonly chance: Chance; readonly plan: Plan },
  report: Report,
  [cut, ...further] = CUTS[subjectOf(stack)] ?? [],
): Promise<void> {
  if (!cut) return;
  const { name } = stack;
  const terraform = account.terraform(stack);
  const toMake = thingsToMake(plan, cut.type);
  const most = Math.min((SHARE * toMake) / (1 + further.length), cut.most ?? toMake);
  const after = 1 + Math.floor(chance() * most);
  await report.step(
    name,
    `${cut.by} after ${after} of ${toMake} beginnings${cut.type ? ` of ${cut.type}` : ""}`,
    () => interruptApply(account, stack, { cut, after }),
  );
  if (cut === DEATH) await findLocked(account, stack, report);
  await report.step(name, "lift the lock that is left, as the runbook says", () => unlock(account, stack));
  await report.step(name, "take in what is left", async () => {
    const output = await takeIn(account, stack);
    // Terraform that is made to exit at once says nothing of them to the state, and otherwise that they are made in part.
    if (cut === IMPATIENCE) assert.match(output, new RegExp(`^(keep|adopt) +${cut.type}`, "m"));
  });
  const left = await report.step(name, "plan what is left", async () => {
    await terraform.plan();
    return terraform.show();
  });
  await cutOff(account, stack, { chance, plan: left }, report, further);
}

async function interruptApply(
  account: Account,
  stack: SynthesizedStack,
  { cut: { type = "", unanswered, interrupt }, after }: { readonly cut: Cut; readonly after: number },
): Promise<void> {
  const silence = unanswered === undefined ? undefined : account.emulator.shim.pause.of(unanswered);
  const ready = silence?.begun ?? Promise.resolve();
  try {
    await account.terraform(stack).cutOffApply({ type, after, ready }, interrupt);
  } finally {
    silence?.end();
  }
}

function subjectOf({ name, environment }: SynthesizedStack): string {
  return name.slice(environment.length + 1);
}

async function findLocked(account: Account, stack: SynthesizedStack, report: Report): Promise<void> {
  const { name, environment } = stack;
  await report.check(name, "nothing is taken in while the dead one holds the lock", async () => {
    const { output, exitCode } = await account.adopt(stack, "");
    assert.equal(exitCode, 2, output);
    assert.match(output, new RegExp(`${name} is locked; .*recover-state\\.sh ${environment} `));
  });
}

/** The second one comes before Terraform has ended by the first. */
function twice(child: ChildProcess): void {
  const interrupt = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
  };
  interrupt();
  setTimeout(interrupt, 300);
}

/** Terraform that is interrupted gives its lock back, if it has the time. */
async function unlock(account: Account, stack: SynthesizedStack): Promise<void> {
  const { environment } = stack;
  const subject = subjectOf(stack);
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

/** Runs the command as a person does who types what it wants to have typed, and does what it asks for.
 *  @returns what it said first */
async function takeIn(account: Account, stack: SynthesizedStack): Promise<string> {
  const adopt = () => account.adopt(stack, `adopt into ${stack.name}\n`);
  const { output, exitCode } = await adopt();
  if (exitCode === 0) return output;
  const rules = [...output.matchAll(/--group-id (\S+) --security-group-rule-ids (\S+)/g)];
  assert.notDeepEqual(rules, [], output);
  for (const [, GroupId, rule = ""] of rules)
    await account.aws.ec2.revokeSecurityGroupEgress({ GroupId, SecurityGroupRuleIds: [rule] });
  const again = await adopt();
  assert.equal(again.exitCode, 0, again.output);
  return output;
}
