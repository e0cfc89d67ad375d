import { parseArgs } from "node:util";
import type { Environment } from "../../environments/schema";
import { reachOf, regionsOf } from "../bootstrap/reach";
import { confirm, environmentNamed, refuseOtherAccount, runCommand } from "../operator";
import { type SynthesizedStack, withStacks } from "../synthesized";
import { sweep } from "./leftovers";
import { deleteRestored } from "./restored";
import { hasState, refuseFullStates, removeBootstrap } from "./state";
import { destroyStack } from "./terraform";

runCommand(teardown, { failure: 1 });

/** `npm run teardown -- <environment> [--synthesized FOLDER]`: destroys an environment with its data and leaves nothing
 *  that costs money, run by an administrator of the account. It may be repeated until it ends well. */
async function teardown(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    // Of an earlier synth, for those who adapt it; otherwise it is made anew.
    options: { synthesized: { type: "string" } },
  });
  const environment = environmentNamed(positionals[0], "teardown");
  refuseProtected(environment);
  await refuseOtherAccount(environment);
  await withStacks(environment, values.synthesized, async (inDeployOrder) => {
    const stacks = [...inDeployOrder].reverse();
    await confirmed(environment, stacks);
    await destroy(environment, stacks);
  });
}

function refuseProtected({ name, protectData }: Environment): void {
  if (protectData)
    throw new Error(
      `environment '${name}' protects its data; to give it up, set serviceLevel: "best-effort" and ` +
        `protectData: false in environments/${name}.ts, have it reviewed, deploy it, and come back ` +
        "(runbooks/procedures/destroy.md)",
    );
}

/** @throws unless somebody types what is about to happen */
async function confirmed(environment: Environment, stacks: readonly SynthesizedStack[]): Promise<void> {
  const { prefix, names } = reachOf(environment);
  const sentence = `destroy ${prefix} in ${environment.accountId}`;
  console.log(`This destroys for good, in ${regionsOf(environment).join(" and ")}:
  the stacks ${stacks.map(({ name }) => name).join(", ")}, with all traces, users, backups and secrets
  volumes and log groups that they leave behind, and databases that were restored beside the environment's
  the history of their states, ${names.stateBucket}, and the delivery roles`);
  await confirm(sentence);
}

async function destroy(environment: Environment, stacks: readonly SynthesizedStack[]): Promise<void> {
  const reach = reachOf(environment);
  const restored = await deleteRestored(reach);
  if (await hasState(reach)) {
    for (const stack of stacks) await destroyStack(stack);
    await refuseFullStates(reach);
  } else console.log(`${reach.names.stateBucket} does not exist, so Terraform manages nothing here`);
  const { deleted, kept } = await sweep(reach);
  for (const thing of [...restored, ...deleted, ...(await removeBootstrap(reach))])
    console.log(`deleted  ${thing}`);
  for (const thing of kept) console.log(`kept     ${thing}`);
  console.log(`
Keys are free of charge while they wait for their deletion. Remove the NS record in the parent zone by hand.
What AWS still knows by its tags, an hour from now nothing but keys:
${regionsOf(environment).map(stillTagged(environment)).join("\n")}`);
}

function stillTagged({ name }: Environment): (region: string) => string {
  return (region) => `  aws resourcegroupstaggingapi get-resources --region ${region} \\
    --tag-filters Key=application,Values=langfuse Key=environment,Values=${name} \\
    --query 'ResourceTagMappingList[].ResourceARN' --output text`;
}
