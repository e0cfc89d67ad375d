import assert from "node:assert/strict";
import type { Report } from "../../support/report";
import { ARTEFACTS, explains, unexplained } from "../artefacts";
import { GUARDS } from "../protection";
import type { Account, Setup } from "../support/account";
import { atOnce } from "../support/order";
import { type Difference, listed } from "../support/plan";

/** Shows that nothing can be destroyed as it is, and then takes the guards away, as the runbook on destroying does.
 *  @returns what the plan for it changed */
export async function unprotect(account: Account, setup: Setup, report: Report): Promise<Difference[]> {
  const lifted: Difference[] = [];
  await refusals(account, report);
  await atOnce(account.stacks, async (stack) => {
    const { name } = stack;
    const terraform = account.terraform(stack);
    await report.check(name, "Terraform refuses to destroy it", async () => {
      const answer = await terraform.expectRefusal("destroy", "-auto-approve", "-refresh=false");
      assert.match(answer, /Instance cannot be destroyed/);
    });
    account.edit(stack, unprotectedStack(setup, name));
    const found = await report.step(name, "plan without protection", () => terraform.differences());
    lifted.push(...found.filter((difference) => GUARDS.some((guard) => explains(guard, difference))));
    await report.check(name, "that plan takes guards away and changes nothing else", () => {
      assert.deepEqual(listed(unexplained(found, [...ARTEFACTS, ...GUARDS])), []);
    });
    if (found.length > 0) await report.step(name, "apply without protection", () => terraform.apply());
  });
  return lifted;
}

/** AWS itself must refuse, too: not everybody who deletes comes by way of Terraform. */
async function refusals({ aws, environment }: Account, report: Report): Promise<void> {
  const { name } = environment;
  await report.check(name, "AWS refuses to delete the database", async () => {
    const { DBInstances = [] } = await aws.rds.describeDBInstances();
    const [instance] = DBInstances;
    assert(instance?.DBInstanceIdentifier, "there is no database");
    const { DBInstanceIdentifier } = instance;
    await assert.rejects(
      aws.rds.deleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot: true }),
      /disable deletion protection/,
    );
  });
  await report.check(name, "AWS refuses to delete a bucket with objects", async () => {
    const { Buckets = [] } = await aws.s3.listBuckets();
    const bucket = Buckets.find(({ Name }) => Name?.includes("-access-logs-"))?.Name;
    assert(bucket, "there is no bucket of access logs");
    await assert.rejects(aws.s3.deleteBucket({ Bucket: bucket }), /BucketNotEmpty|not empty/);
  });
}

function unprotectedStack({ unprotectedStacks }: Setup, wanted: string) {
  const stack = unprotectedStacks.find(({ name }) => name === wanted);
  assert(stack, `'${wanted}' was not synthesized without protection`);
  return stack;
}
