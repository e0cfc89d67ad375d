import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import { definePlatform } from "..";
import { reachOf } from "../bootstrap/reach";
import { environmentNamed, refuseOtherAccount } from "../operator";
import { sweep } from "./leftovers";
import { destroyOrder, type SynthesizedStack } from "./stack-order";
import { hasState, refuseFullStates, removeBootstrap } from "./state";
import { destroyStack } from "./terraform";

teardown(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

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
  const temporary = mkdtempSync(join(tmpdir(), "langfuse-teardown-"));
  try {
    const stacks = destroyOrder(values.synthesized ?? synthesize(environment, temporary), environment.name);
    await confirm(environment, stacks);
    await destroy(environment, stacks);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function refuseProtected({ name, protectData }: Environment): void {
  if (protectData)
    throw new Error(
      `environment '${name}' protects its data; to give it up, set serviceLevel: "best-effort" and ` +
        `protectData: false in environments/${name}.ts, have it reviewed, deploy it, and come back ` +
        "(runbooks/procedures/destroy.md)",
    );
}

function synthesize(environment: Environment, outdir: string): string {
  const app = new App({ outdir });
  definePlatform(app, environment);
  app.synth();
  return outdir;
}

/** @throws unless somebody types what is about to happen */
async function confirm(environment: Environment, stacks: readonly SynthesizedStack[]): Promise<void> {
  const { prefix, names } = reachOf(environment);
  const sentence = `destroy ${prefix} in ${environment.accountId}`;
  console.log(`This destroys for good, in ${environment.region}:
  the stacks ${stacks.map(({ name }) => name).join(", ")}, with all traces, users, backups and secrets
  volumes and log groups that they leave behind
  the history of their states, ${names.stateBucket}, and the delivery roles

Type '${sentence}' to go on.`);
  const reader = createInterface({ input: process.stdin });
  const { value: answer } = await reader[Symbol.asyncIterator]().next();
  reader.close();
  if (answer !== sentence) throw new Error(`'${answer ?? ""}' is not '${sentence}'; nothing was touched`);
}

async function destroy(environment: Environment, stacks: readonly SynthesizedStack[]): Promise<void> {
  const reach = reachOf(environment);
  if (await hasState(reach)) {
    for (const stack of stacks) await destroyStack(stack);
    await refuseFullStates(reach);
  } else console.log(`${reach.names.stateBucket} does not exist, so Terraform manages nothing here`);
  const { deleted, kept } = await sweep(reach);
  for (const thing of [...deleted, ...(await removeBootstrap(reach))]) console.log(`deleted  ${thing}`);
  for (const thing of kept) console.log(`kept     ${thing}`);
  console.log(`
Keys are free of charge while they wait for their deletion. Remove the NS record in the parent zone by hand.
What AWS still knows by its tags, an hour from now nothing but keys:
  aws resourcegroupstaggingapi get-resources --region ${environment.region} \\
    --tag-filters Key=application,Values=langfuse Key=environment,Values=${environment.name} \\
    --query 'ResourceTagMappingList[].ResourceARN' --output text`);
}
