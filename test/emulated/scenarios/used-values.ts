import assert from "node:assert/strict";
import type { Report } from "../../support/report";
import { unexplained } from "../artefacts";
import type { Account } from "../support/account";
import { listed } from "../support/plan";

/** Valkey's user, and the password that it was made with. */
const LOST = [
  "aws_cloudformation_stack.cache_user_stack",
  "aws_secretsmanager_secret_version.secrets_cache_password_version",
];
/** The one that Postgres knows Langfuse by. */
const HALVED = "aws_secretsmanager_secret_version.secrets_postgres_password_version";

/** Passwords that databases were made with: the state has lost one, together with its user, and holds another for made in
 *  part. A second value would lock Langfuse out: the runbook's command keeps the first, and nothing is to be changed after it. */
export async function usedValues(account: Account, report: Report): Promise<void> {
  const stack = account.stacks.find(({ name }) => name === `${account.environment.name}-data`);
  assert(stack, `environment '${account.environment.name}' has no data stack`);
  const terraform = account.terraform(stack);
  await report.step(stack.name, "let the state lose passwords that databases have", async () => {
    for (const address of LOST) await terraform.forget(address);
    await terraform.taint(HALVED);
  });
  await report.check(stack.name, "they are taken in and kept, and nothing is made anew", async () => {
    const { output, exitCode } = await account.adopt(stack, `adopt into ${stack.name}\n`);
    assert.equal(exitCode, 0, output);
    for (const address of LOST) assert.match(output, new RegExp(`^adopt +${address} is `, "m"));
    assert.match(output, new RegExp(`^keep +${HALVED},`, "m"));
    assert.deepEqual(listed(unexplained(await terraform.differences())), []);
  });
}
