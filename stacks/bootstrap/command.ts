import { parseArgs } from "node:util";
import type { Environment } from "../../environments/schema";
import { refuseExampleRepository } from "../examples";
import { environmentNamed, refuseOtherAccount, runCommand } from "../operator";
import { apply } from "./apply";
import { reachOf } from "./reach";
import { bootstrapStackName, bootstrapTemplate } from "./template";
import { bootstrapVaultAccount } from "./vault-account";

runCommand(bootstrap, { failure: 1 });

/** `npm run bootstrap -- <environment>`: run by an administrator of the account, any number of times.
 *
 *  With `--vault-account` it prepares `disasterRecovery.vaultAccount` instead, run by an administrator of that account. There
 *  `--secrets-from PROFILE` copies secrets, read with a profile of the environment's account, and `--restore-to ACCOUNT`
 *  lets another account read the copies, until it is run without it. */
async function bootstrap(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "vault-account": { type: "boolean" },
      "secrets-from": { type: "string" },
      "restore-to": { type: "string" },
    },
  });
  const environment = environmentNamed(positionals[0], "bootstrap");
  const { "vault-account": isVault, "secrets-from": secretsFrom, "restore-to": restoreTo } = values;
  if (isVault) return bootstrapVaultAccount(environment, { secretsFrom, restoreTo });
  if (secretsFrom !== undefined || restoreTo !== undefined)
    throw new Error("--secrets-from and --restore-to go with --vault-account");
  await bootstrapOwnAccount(environment);
}

async function bootstrapOwnAccount(environment: Environment): Promise<void> {
  refuseExampleRepository(environment);
  await refuseOtherAccount(environment);
  await apply(bootstrapStackName(environment), bootstrapTemplate(environment), environment);
  console.log(nextSteps(environment));
}

function nextSteps(environment: Environment): string {
  const { name, delivery } = environment;
  const { names } = reachOf(environment);
  return `
state bucket  ${names.stateBucket}
deploy role   ${names.deployRoleArn}
plan role     ${names.planRoleArn}

next
  by hand      npx cdktf deploy '${name}-*'
  from GitHub  in ${delivery.repository}: make the environment '${name}' with required reviewers, then set
               its variable DEPLOY_ROLE_ARN and the repository variable PLAN_ROLE_ARN_${name.toUpperCase()}`;
}
