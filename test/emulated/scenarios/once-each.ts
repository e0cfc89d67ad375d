import assert from "node:assert/strict";
import type { Report } from "../../support/report";
import { inventory } from "../inventory";
import type { Account } from "../support/account";

/** After all of it nothing is there twice: the command says so, and so does a comparison of its own.
 *  @param before what the account held before the first deployment */
export async function onceEach(account: Account, before: ReadonlySet<string>, report: Report): Promise<void> {
  const { name } = account.environment;
  await report.check(name, "nothing is left to take in", async () => {
    const { output, exitCode } = await account.adopt(undefined, "");
    assert.equal(exitCode, 0, output);
    assert.equal(output.match(/: 0 to make/g)?.length, account.stacks.length, output);
    assert.doesNotMatch(output, /^(refused|orphan|tainted|keep)/m);
  });
  await report.check(name, "everything in the account is in a state", async () => {
    const states = await Promise.all(account.stacks.map((stack) => account.terraform(stack).state()));
    const there = [...(await inventory(account.aws, account.environment))].filter(
      (item) => !before.has(item) && !OF_NO_STATE.some((start) => item.startsWith(start)),
    );
    assert.deepEqual(
      there.filter((item) => !states.some((state) => state.includes(`"${idOf(item)}"`))),
      [],
    );
  });
}

/** What RDS makes for itself, of a database; and a key that was made in part, which goes when its time has come. */
const OF_NO_STATE = ["aws_db_snapshot rds:", "aws_kms_key PendingDeletion"];

/** Id in a line of the inventory; of a key without its state, of a record without its type. */
function idOf(item: string): string {
  const [type, ...rest] = item.split(" ");
  if (type === "aws_kms_key") return rest.slice(1).join(" ");
  if (type === "aws_route53_record") return rest.slice(0, -1).join(" ").replace(/\.$/, "");
  return rest.join(" ").replace("/hostedzone/", "");
}
