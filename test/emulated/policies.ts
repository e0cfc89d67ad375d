import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../../environments/schema";
import { judge } from "../policies/judgement";
import { type PlanJson, stackOfPlan } from "../policies/plan";
import { plannedPlatform, synthesizedPlatform } from "../policies/platform";
import { rules } from "../policies/rules";
import { waivers } from "../policies/waivers";
import { isOlder, NEWER_ARGUMENTS } from "./rewrite";

/** One plan, and where the environment that it is of was synthesized. */
export interface PlanOfStack {
  /** For example `prod-data`. */
  readonly stack: string;
  readonly environment: Environment;
  readonly plan: PlanJson;
  /** Folder of the stack as it was synthesized; those of the others lie beside it. */
  readonly synthesized: string;
  readonly providerVersion: string;
}

/** What contradicts the policies in a plan, apart from arguments that the provider at hand does not know.
 *  @param today as `YYYY-MM-DD` */
export function policyProblems(subject: PlanOfStack, today: string): string[] {
  const { stack, environment, plan, synthesized, providerVersion } = subject;
  const platform = synthesizedPlatform(environment, stacksBeside(synthesized, environment));
  const planned = stackOfPlan(stack, environment, plan);
  const addresses = Object.entries(planned.json.resource ?? {}).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `${type}.${name}`),
  );
  const platforms = [plannedPlatform(platform, [planned])];
  return rules
    .flatMap((rule) => judge(rule, { platforms, waivers, today }))
    .filter(({ address, waiver }) => !waiver && addresses.includes(address))
    .filter(({ address, problem }) => !isUnknown(address, problem, providerVersion))
    .map(({ address, problem }) => `${address} ${problem}`);
}

/** Keeps a plan for `npm run policies -- --plans`, in the folder that the variable `PLANS` names. */
export function keepPlan(stack: string, plan: PlanJson, folder = process.env.PLANS): void {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${stack}.json`), JSON.stringify(plan));
}

function stacksBeside(folder: string, environment: Environment) {
  const home = dirname(folder);
  return readdirSync(home)
    .filter((name) => name.startsWith(`${environment.name}-`))
    .map((name) => ({
      name,
      environment,
      json: JSON.parse(readFileSync(join(home, name, "cdk.tf.json"), "utf8")),
    }));
}

function isUnknown(address: string, problem: string, providerVersion: string): boolean {
  return NEWER_ARGUMENTS.some(
    ({ type, argument, since }) =>
      isOlder(providerVersion, since) && address.startsWith(`${type}.`) && problem.startsWith(argument),
  );
}
