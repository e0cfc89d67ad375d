import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { environments } from "../../../environments";
import { endWith } from "../../support/end-with";
import { synthesizedNow } from "../../support/synthesized-now";
import { synthesizedPlatforms } from "../judgement";
import { rows } from "../rows";
import { rules } from "../rules";
import { compare } from "./knowledge";
import { ask, type Installed, installed } from "./tools";
import { upstreamWaivers } from "./waivers";

/** Lets checkov and Trivy judge plans, and asks whether the policies know whatever these find.
 *
 *      npm run policies:upstream -- --plans <folder>   plans as in `npm run policies`
 *      npm run policies:upstream -- --can-run          whether it can run here: one line, and 0 or 1
 *
 *  A tool that is missing is named and left out; without any nothing is done. */
async function main(options: readonly string[]): Promise<number> {
  const { found, missing } = installed();
  if (options.includes("--can-run")) {
    console.log(found.length > 0 ? "can run" : missing.join("; "));
    return found.length > 0 ? 0 : 1;
  }
  for (const reason of missing) console.log(`left out: ${reason}`);
  if (found.length === 0) return 0;
  const folder = options[options.indexOf("--plans") + 1];
  if (!options.includes("--plans") || !folder)
    throw new Error("name a folder of plans: npm run policies:upstream -- --plans <folder>");
  const plans = readdirSync(folder).filter((file) => file.endsWith(".json"));
  if (plans.length === 0)
    throw new Error(`'${folder}' holds no plan; write <environment>-<stack>.json into it`);
  return hold(found, folder, plans);
}

async function hold(found: readonly Installed[], folder: string, plans: readonly string[]): Promise<number> {
  const platforms = synthesizedPlatforms(synthesizedNow(environments));
  const today = new Date().toISOString().slice(0, 10);
  let failed = 0;
  let passed = 0;
  for (const one of found) {
    const { tool } = one;
    const findings = [];
    for (const plan of plans) {
      const [environment = ""] = parse(plan).name.split("-");
      findings.push(...(await ask(one, join(folder, plan), environment)));
    }
    const waivers = upstreamWaivers.filter(({ ids }) => ids.some((id) => tool.ids.test(id)));
    const { known, unknown, needless } = compare(findings, { platforms, rules, rows, waivers, today });
    console.log(
      `${tool.name}: ${plans.length} plans, ${findings.length} findings, ${known} of them known here`,
    );
    for (const sentence of unknown) console.log(`  unknown: ${sentence}`);
    for (const { ids, address } of needless)
      console.log(
        `  needless waiver of ${ids.join(", ")} at ${address}: remove it from test/policies/upstream/waivers.ts`,
      );
    passed += plans.length;
    failed += unknown.length + needless.length;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

endWith(main(process.argv.slice(2)));
