import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { SynthesizedStack } from "../synthesized";
import { terraform } from "../terraform";
import type { Adoption } from "./find";
import { HARMLESS } from "./kinds";
import { RELEASE } from "./kinds/release";
import { type Configuration, type PlanJson, referencesOf, type Wanted } from "./plan";
import { SECRET_VERSION, withArrived, withVersions } from "./secret-version";
import type { State, Tainted } from "./states";
import { UNTOLD, withUntold } from "./untold";

const remedy = "run the command again: it goes on where it stopped";

/** Asks Terraform something about a stack.
 *  @throws what it says when it does not end well, and how a lock is lifted when it stands before one */
export async function ask(stack: SynthesizedStack, ...args: readonly string[]): Promise<string> {
  try {
    return await terraform(stack, args, { output: "kept", remedy });
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("Error acquiring the state lock"))) throw error;
    const [environment, ...subject] = stack.name.split("-");
    throw new Error(
      `${stack.name} is locked; see who holds the lock, and lift it when that run is dead: ` +
        `runbooks/procedures/recover-state.sh ${environment} ${subject.join("-")}`,
      { cause: error },
    );
  }
}

/** What was written for a stack. */
export function configurationOf({ folder }: SynthesizedStack): Configuration {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
}

/** What Terraform would do, and nothing else. It does not look again at what the state knows: a value of a secret that an
 *  interrupt has hit would be read, and stand in the plan.
 *  @param targets addresses, with all that they need; none means everything */
export async function planOf(stack: SynthesizedStack, targets: readonly string[] = []): Promise<PlanJson> {
  const limits = targets.map((address) => `-target=${address}`);
  await ask(stack, "plan", "-input=false", "-refresh=false", `-out=${PLAN}`, ...limits);
  return JSON.parse(await ask(stack, "show", "-json", PLAN));
}
const PLAN = "adopt.plan";

/** Takes things into the state, and nothing else: nothing is deleted, and nothing made but settings that are written over.
 *  @throws when Terraform means to do more than that */
export async function takeIn(
  stack: SynthesizedStack,
  adoptions: readonly Adoption[],
  arrived: readonly Tainted[],
): Promise<void> {
  const of = (type: string) => adoptions.filter(({ wanted }) => wanted.type === type);
  const versions = of(SECRET_VERSION);
  // First: what was made with a value is imported with it, and would otherwise get another one.
  if (arrived.length + versions.length > 0)
    await rewrite(stack, (state) => withVersions(withArrived(state, arrived), versions));
  // Not by a plan, which would upgrade them: that is for the deployment, before everybody's eyes. An add-on may wait for one.
  for (const { wanted, thing } of of(RELEASE))
    await ask(stack, "import", "-input=false", wanted.address, thing.importId);
  // Not by a plan, either, which would make them anew.
  for (const { wanted, thing } of adoptions.filter(({ wanted: { type } }) => type in UNTOLD)) {
    await ask(stack, "import", "-input=false", wanted.address, thing.importId);
    await rewrite(stack, (state) => withUntold(state, wanted));
  }
  const imports = adoptions.filter(
    ({ wanted: { type } }) => ![SECRET_VERSION, RELEASE, ...Object.keys(UNTOLD)].includes(type),
  );
  if (imports.length > 0) await importAll(stack, imports);
}

/** Does what has to be done with things before anything else. */
export async function mend(things: readonly Adoption[]): Promise<void> {
  for (const { thing } of things) await thing.first?.carryOut();
}

async function importAll(stack: SynthesizedStack, imports: readonly Adoption[]): Promise<void> {
  const blocks = imports.map(({ wanted, thing }) => ({ to: wanted.address, id: thing.importId }));
  const file = join(stack.folder, "adopt.tf.json");
  writeFileSync(file, JSON.stringify({ import: blocks }));
  try {
    const plan = await planOf(
      stack,
      blocks.map(({ to }) => to),
    );
    const excess = excessOf(plan);
    if (excess.length > 0)
      throw new Error(
        `${excess.join("; ")}; nothing else was imported. What is there was made in another way: delete it if nothing uses it, ` +
          "or change the configuration, and come back",
      );
    await ask(stack, "apply", "-input=false", PLAN);
  } finally {
    rmSync(file);
  }
}

/** What a plan of imports would do beyond them, in the words of a person. */
export function excessOf({ resource_changes = [] }: PlanJson): string[] {
  return resource_changes.flatMap(({ address, type, change: { actions } }) => {
    if (actions.includes("delete")) return [`${address} would be made anew`];
    return actions.includes("create") && !(type in HARMLESS) ? [`${address} would be made`] : [];
  });
}

/** Enters by hand what an import cannot. */
async function rewrite(stack: SynthesizedStack, change: (state: State) => object): Promise<void> {
  const file = join(stack.folder, "adopt.tfstate");
  const state: State = JSON.parse(await ask(stack, "state", "pull"));
  writeFileSync(file, JSON.stringify(change(state)), { mode: 0o600 });
  try {
    await ask(stack, "state", "push", basename(file));
  } finally {
    rmSync(file);
  }
}

/** Adoptions that can be made now, and why the others cannot: what they need is neither there nor in the state. */
export function ripe(
  adoptions: readonly Adoption[],
  wanted: readonly Wanted[],
): { readonly now: readonly Adoption[]; readonly later: readonly string[] } {
  const adopted = new Set(adoptions.map((adoption) => adoption.wanted.address));
  const wants = new Map(wanted.map((one) => [one.address, one]));
  const missing = (address: string, seen: readonly string[] = []): string | undefined => {
    const one = wants.get(address);
    if (!one || seen.includes(address)) return undefined;
    if (!adopted.has(address) && !(one.type in HARMLESS)) return address;
    return referencesOf(one.written)
      .map((reference) => missing(reference, [...seen, address]))
      .find((found) => found !== undefined);
  };
  const judged = adoptions.map((adoption) => ({ adoption, lacks: missing(adoption.wanted.address) }));
  return {
    now: judged.flatMap(({ adoption, lacks }) => (lacks === undefined ? [adoption] : [])),
    later: judged.flatMap(({ adoption, lacks }) =>
      lacks === undefined
        ? []
        : [
            `${adoption.wanted.address} is ${adoption.thing.importId}, and needs ${lacks}, which is not there; ` +
              "deploy, which makes that one and stops at this one, and come back",
          ],
    ),
  };
}
