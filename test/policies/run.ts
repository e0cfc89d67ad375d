import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { environments } from "../../environments";
import { endWith } from "../support/end-with";
import type { SynthesizedStack } from "../support/platform";
import { synthesizedNow } from "../support/synthesized-now";
import { synthesizedPlatforms } from "./judgement";
import { stackOfPlan } from "./plan";
import { type Platform, plannedPlatform } from "./platform";
import { rules } from "./rules";
import { summarize } from "./summary";
import { waivers } from "./waivers";

/** Judges environments by the policies, and says what holds by waiver only.
 *
 *      npm run policies                       every environment, as this checkout synthesizes it
 *      npm run policies -- prod               one of them
 *      npm run policies -- --plans <folder>   with stacks as in `<folder>/<environment>-<stack>.json`, each of
 *                                             which is the output of `terraform show -json <plan>`
 *
 *  Ends with 1 when something contradicts a policy that no waiver names. */
async function main(options: readonly string[]): Promise<number> {
  const at = options.indexOf("--plans");
  const plans = at < 0 ? [] : plansIn(folderAfter(options, at));
  const names = options.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const today = new Date().toISOString().slice(0, 10);
  const summaries = chosen(names).map((platform) =>
    summarize(withPlans(platform, plans), { rules, waivers, today }),
  );
  for (const { lines } of summaries) console.log(lines.join("\n"));
  return summaries.some(({ open }) => open > 0) ? 1 : 0;
}

function chosen(names: readonly string[]): Platform[] {
  const known = environments.map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name)) throw new Error(`no environment '${name}'; name one of ${known.join(", ")}`);
  const wanted = environments.filter(({ name }) => names.length === 0 || names.includes(name));
  return synthesizedPlatforms(synthesizedNow(wanted));
}

function folderAfter(options: readonly string[], at: number): string {
  const folder = options[at + 1];
  if (!folder) throw new Error("'--plans' names no folder; give one with <environment>-<stack>.json files");
  return folder;
}

function plansIn(folder: string): SynthesizedStack[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const { name } = parse(file);
      const environment = environments.find((candidate) => name.startsWith(`${candidate.name}-`));
      if (!environment)
        throw new Error(`'${file}' belongs to no environment; name it <environment>-<stack>.json`);
      return stackOfPlan(name, environment, JSON.parse(readFileSync(join(folder, file), "utf8")));
    });
}

function withPlans(platform: Platform, plans: readonly SynthesizedStack[]): Platform {
  return plannedPlatform(
    platform,
    plans.filter(({ environment }) => environment.name === platform.environment.name),
  );
}

endWith(main(process.argv.slice(2)));
