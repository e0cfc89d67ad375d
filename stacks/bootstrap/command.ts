import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import { execute, prepare } from "./change-set";
import { reachOf } from "./reach";
import { bootstrapStackName, bootstrapTemplate } from "./template";

bootstrap(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

/** `npm run bootstrap -- <environment>`: run by an administrator of the account, any number of times. */
async function bootstrap(name: string | undefined): Promise<void> {
  const environment = environmentNamed(name);
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

function environmentNamed(name: string | undefined): Environment {
  const environment = environments.find((candidate) => candidate.name === name);
  if (environment) return environment;
  const known = environments.map((candidate) => candidate.name).join(", ");
  throw new Error(
    `'${name ?? ""}' is not an environment; run 'npm run bootstrap -- NAME' with one of: ${known}`,
  );
}

/** @throws when the credentials belong to another account than the environment names */
async function refuseOtherAccount({ name, accountId, region }: Environment): Promise<void> {
  const caller = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  if (caller.Account !== accountId)
    throw new Error(
      `your credentials are for account ${caller.Account}, but environments/${name}.ts says ${accountId}; ` +
        "choose the other profile with AWS_PROFILE, or correct the file",
    );
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
