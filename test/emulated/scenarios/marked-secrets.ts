import assert from "node:assert/strict";
import { vaultAccountOf } from "../../../stacks/bootstrap/reach";
import { COPIED_SECRETS } from "../../support/copied-secrets";
import type { Report } from "../../support/report";
import { unexplained } from "../artefacts";
import type { Account } from "../support/account";
import { listed } from "../support/plan";

/** Whoever copies secrets to the vault account marks their values, of which Terraform made the versions: it is to leave the
 *  marks alone. */
export async function markedSecrets(account: Account, report: Report): Promise<void> {
  const { aws, environment, stacks } = account;
  const VersionStage = vaultAccountOf(environment)?.copiedStage;
  if (!VersionStage) return;
  const { name } = environment;
  const stack = stacks.find((candidate) => candidate.name === `${name}-data`);
  assert(stack, `environment '${name}' has no data stack`);
  await report.check(
    stack.name,
    "the mark of a copied secret is nothing that a plan would change",
    async () => {
      for (const secret of COPIED_SECRETS) {
        const SecretId = `langfuse-${name}/${secret}`;
        const { VersionId: MoveToVersionId } = await aws.secrets.getSecretValue({ SecretId });
        await aws.secrets.updateSecretVersionStage({ SecretId, VersionStage, MoveToVersionId });
      }
      assert.deepEqual(listed(unexplained(await account.terraform(stack).differences())), []);
    },
  );
}
