import { parseArgs } from "node:util";
import type { Environment } from "../../environments/schema";
import { reachOf } from "../bootstrap/reach";
import { confirm, environmentNamed, refuseOtherAccount, runCommand } from "../operator";
import { type SynthesizedStack, withStacks } from "../synthesized";
import { awsWith } from "./aws";
import { clusterIn } from "./cluster/eks";
import { type Adoption, type Findings, find, type Look, orphans, stuckReleases } from "./find";
import { regionsOf, wantedOf } from "./plan";
import { arrivedValues, SECRET_VERSION } from "./secret-version";
import { readStates, type Tainted } from "./states";
import { ask, configurationOf, mend, planOf, ripe, takeIn } from "./take-in";

runCommand(adopt, { failure: 2 });

/** `npm run adopt -- <environment> [--stack NAME] [--synthesized FOLDER]`: takes into the state what a deployment that was
 *  cut off has left in AWS and in the cluster. It deletes nothing and may be repeated. Ends with 0 when the next deployment
 *  may begin, with 1 when somebody has to do something first, with 2 when nothing could be looked at. */
async function adopt(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      // Of an earlier synth, for those who adapt it; otherwise it is made anew.
      synthesized: { type: "string" },
    },
  });
  const environment = environmentNamed(positionals[0], "adopt");
  await refuseOtherAccount(environment);
  const mayGoOn = await withStacks(environment, values.synthesized, (all) =>
    adoptAll(environment, wantedStacks(all, values.stack), all),
  );
  process.exitCode = mayGoOn ? 0 : 1;
}

function wantedStacks(all: readonly SynthesizedStack[], name: string | undefined) {
  if (name === undefined) return all;
  const one = all.filter((stack) => stack.name === name);
  if (one.length > 0) return one;
  const known = all.map((stack) => stack.name).join(", ");
  throw new Error(`'${name}' is not a stack; --stack takes one of: ${known}`);
}

/** @returns whether the next deployment may begin */
async function adoptAll(
  environment: Environment,
  stacks: readonly SynthesizedStack[],
  all: readonly SynthesizedStack[],
): Promise<boolean> {
  const { prefix, names } = reachOf(environment);
  const { accountId, region } = environment;
  const { eks } = awsWith({ region });
  // The cluster stack gives it the name of all that has no other part.
  const cluster = clusterIn({ eks, name: prefix, region, variables: process.env });
  const accountIn = (place = region) => ({
    aws: awsWith({ region: place }),
    cluster,
    accountId,
    region: place,
    environment: environment.name,
    prefix,
  });
  const unfinished: string[] = [];
  const refusals: string[] = [];
  for (const stack of stacks) {
    const first = stack.dependencies.find((name) => unfinished.includes(name));
    if (first) console.log(`${stack.name}: comes when ${first} is deployed`);
    const { isFinished, refused } = first
      ? { isFinished: false, refused: [] }
      : await adoptInto(stack, accountIn, names.stateBucket);
    if (!isFinished) unfinished.push(stack.name);
    refusals.push(...refused);
  }
  if (unfinished.length === 0 && stacks.length === all.length)
    await reportOrphans(accountIn, names.stateBucket, new Set(all.map(configurationOf).flatMap(regionsOf)));
  if (unfinished.length > 0 && refusals.length === 0)
    console.log(`\nnext: npm run deploy -- ${unfinished.map(quoted).join(" ")}`);
  return refusals.length === 0;
}

function quoted(name: string): string {
  return `'${name}'`;
}

async function reportOrphans(accountIn: Look["accountIn"], bucket: string, regions: ReadonlySet<string>) {
  const { isKnown } = await readStates(accountIn().aws, bucket);
  const found = await Promise.all([...regions].map((region) => orphans(accountIn(region), { isKnown })));
  for (const orphan of new Set(found.flat())) console.log(`orphan   ${orphan}`);
}

async function adoptInto(stack: SynthesizedStack, accountIn: Look["accountIn"], bucket: string) {
  await ask(stack, "init", "-input=false", "-reconfigure");
  const { isKnown, tainted } = await readStates(accountIn().aws, bucket);
  const halves = tainted(stack.name);
  const arrived = await arrivedValues(halves, accountIn());
  for (const one of halves)
    console.log(
      arrived.includes(one) ? `keep     ${one.address}, a value that has arrived` : half(stack, one),
    );
  const configuration = configurationOf(stack);
  const wanted = wantedOf(await planOf(stack), configuration);
  const found = await find({ accountIn, wanted, isKnown });
  const stuck = await stuckReleases({ accountIn, wanted, configuration });
  const { now, later } = ripe(found.adoptions, wanted);
  const refused = [...found.refused, ...later, ...stuck.refused];
  console.log(lines(stack, wanted.length, { adoptions: now, refused }, stuck.adoptions));
  if (now.length + arrived.length + stuck.adoptions.length > 0) {
    await confirm(`adopt into ${stack.name}`);
    await mend([...now, ...stuck.adoptions]);
    await takeIn(stack, now, arrived);
    console.log(`${stack.name}: taken in`);
  }
  return { isFinished: wanted.length + stuck.adoptions.length === 0, refused };
}

function half({ name }: SynthesizedStack, { address, type }: Tainted) {
  const said = `tainted  ${address} was made in part and will be made anew`;
  // An untainted value would be read into the state, and then be replaced all the same.
  if (type === SECRET_VERSION) return `${said}, with another value`;
  return `${said}; to keep it: terraform -chdir=cdktf.out/stacks/${name} untaint ${address}`;
}

function lines(
  { name }: SynthesizedStack,
  wanted: number,
  { adoptions, refused }: Findings,
  stuck: readonly Adoption[],
) {
  return [
    `${name}: ${wanted} to make, of which ${adoptions.length} are there`,
    ...adoptions.map((adoption) => `adopt    ${line(adoption)}`),
    ...stuck.map((adoption) => `mend     ${line(adoption)}`),
    ...refused.map((reason) => `refused  ${reason}`),
  ].join("\n");
}

function line({ wanted: { address }, thing: { importId, first } }: Adoption): string {
  return `${address} is ${importId}${first ? `, ${first.says}` : ""}`;
}
