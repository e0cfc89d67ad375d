import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Environment } from "../../environments/schema";
import { environmentNamed, refuseOtherAccount, runCommand } from "../operator";
import { execute, prepare } from "./change-set";

import { reachOf } from "./reach";
import { bootstrapStackName, bootstrapTemplate } from "./template";

runCommand(([name]) => bootstrap(name), { failure: 1 });

/** `npm run bootstrap -- <environment>`: run by an administrator of the account, any number of times. */
async function bootstrap(name: string | undefined): Promise<void> {
  const environment = environmentNamed(name, "bootstrap");
  const { accountId, region, tags } = environment;
  await refuseOtherAccount(environment);
  const stack = bootstrapStackName(environment);
  console.log(`${stack} in account ${accountId}, ${region}`);

  const client = new CloudFormationClient({ region });
  const change = await prepare(client, {
    name: stack,
    template: bootstrapTemplate(environment),
    tags: { application: "langfuse", environment: environment.name, "managed-by": "bootstrap", ...tags },
  });
  if (!change) console.log("nothing to change");
  else {
    for (const line of change.lines) console.log(`  ${line}`);
    console.log("working; this takes about two minutes");
    await execute(client, stack, change);
    console.log("done");
  }
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
