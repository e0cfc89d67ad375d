import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import type { TerraformJson } from "./terraform-json";

/** One synthesized stack of one environment. */
export interface SynthesizedStack {
  /** For example `prod-network`. */
  readonly name: string;
  readonly environment: Environment;
  readonly json: TerraformJson;
}

/** Every stack of every environment, read from the files that `npm run synth` would write.
 *  @param among the environments that were synthesized into the folder */
export function synthesizedStacks(
  folder = synthesizedFolder(),
  among: readonly Environment[] = environments,
): SynthesizedStack[] {
  const stacks = join(folder, "stacks");
  return readdirSync(stacks)
    .sort()
    .map((name) => ({
      name,
      environment: environmentOf(name, among),
      json: JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")),
    }));
}

/** The stack with this name, for example `prod-network`. */
export function synthesizedStack(name: string): SynthesizedStack {
  const stack = synthesizedStacks().find((candidate) => candidate.name === name);
  if (!stack) throw new Error(`no stack '${name}' was synthesized; see stacks/index.ts`);
  return stack;
}

/** Names of the stacks that must be deployed before this one, sorted. */
export function dependenciesOf(name: string): string[] {
  const manifest = JSON.parse(readFileSync(join(synthesizedFolder(), "manifest.json"), "utf8"));
  return [...manifest.stacks[name].dependencies].sort();
}

/** The folder that holds `stacks/` and `manifest.json`. */
export function synthesizedFolder(): string {
  const folder = process.env.SYNTHESIZED;
  if (!folder) throw new Error("the platform was not synthesized; run the tests with 'npm test'");
  return folder;
}

function environmentOf(stack: string, among: readonly Environment[]): Environment {
  const environment = among.find(({ name }) => stack.startsWith(`${name}-`));
  if (!environment) throw new Error(`stack '${stack}' belongs to no environment that was synthesized`);
  return environment;
}
