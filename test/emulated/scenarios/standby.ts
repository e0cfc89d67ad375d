import assert from "node:assert/strict";
import type { Environment } from "../../../environments/schema";
import type { Report } from "../../support/report";
import { defaultWeights } from "../arrived/network";
import { unexplained } from "../artefacts";
import type { Account, Setup } from "../support/account";
import { type Difference, listed } from "../support/plan";
import type { SynthesizedStack } from "../support/workspace";

/** What sends requests elsewhere, and what wakes somebody when nobody takes them there. */
const WAYS = ["aws_lb_listener", "aws_lb_listener_rule", "aws_cloudwatch_metric_alarm"];

/** The environment with its masking gateway out of the way; nothing where it has none in it. */
export function withGatewayStandingBy(environment: Environment): Environment[] {
  const { maskingGateway } = environment;
  if (maskingGateway.kind !== "enforced") return [];
  return [{ ...environment, maskingGateway: { ...maskingGateway, kind: "standby" } }];
}

/** Takes the masking gateway out of the way of writes and puts it back, as its runbook does: the load balancer goes on, and each
 *  deployment is as it was told. */
export async function standby(account: Account, setup: Setup, report: Report): Promise<void> {
  const stack = ofNetwork(account.stacks, account);
  for (const { mode, stacks, weights } of [
    { mode: "standby", stacks: setup.standbyStacks, weights: { web: 1, masking: 0 } },
    { mode: "enforced", stacks: setup.stacks, weights: { masking: 1 } },
  ]) {
    const terraform = account.terraform(stack);
    account.edit(stack, ofNetwork(stacks, account));
    const found = await report.step(stack.name, `plan with the gateway ${mode}`, () =>
      terraform.differences(),
    );
    await report.check(stack.name, "that plan changes the way of requests and replaces nothing", () => {
      assert.notEqual(found.length, 0);
      // Whatever the deployment before has left undone is among them, too.
      assert.deepEqual(listed(unexplained(found).filter(isOther)), []);
    });
    await report.step(stack.name, `apply with the gateway ${mode}`, () => terraform.apply());
    await report.check(stack.name, `the load balancer sends requests as '${mode}' says`, async () => {
      assert.deepEqual(await defaultWeights(account.aws), weights);
    });
  }
}

function isOther({ type, action }: Difference): boolean {
  return !WAYS.includes(type) || action.includes("+");
}

function ofNetwork(stacks: readonly SynthesizedStack[], { environment }: Account): SynthesizedStack {
  const stack = stacks.find(({ name }) => name === `${environment.name}-network`);
  assert(stack, `'${environment.name}-network' was not synthesized`);
  return stack;
}
