import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import { Report, StepFailed } from "../support/report";
import { unprotected } from "./protection";
import { MEASURED_WITH, pinnedVersion } from "./rewrite";
import { life } from "./scenarios/life";
import { withGatewayStandingBy } from "./scenarios/standby";
import { vaultAccount } from "./scenarios/vault-account";
import { wrongAccount } from "./scenarios/wrong-account";
import { staleEntries } from "./stale";
import type { Setup } from "./support/account";
import { seedIn } from "./support/chance";
import { readConfiguration } from "./support/configuration";
import { obstacles } from "./support/prerequisites";
import { cliConfiguration, findProvider, type ProviderSource } from "./support/provider";
import { type SynthesizedStack, Workspace } from "./support/workspace";

/** Which lives are lived: the best protected environment, which takes longest, and the cheapest one; between them every
 *  branch of a stack. */
const LIVES = ["prod", "dev"];

/** What `npm run test:emulated` does; without an argument, everything.
 *
 *      npm run test:emulated -- dev wrong-account   some of the scenarios: prod, dev, wrong-account, vault-account
 *      npm run test:emulated -- --seed=7            deployments of dev are cut off elsewhere; random: nobody knows where
 *      npm run test:emulated -- --can-run           whether it can run here: one line, and 0 or 1
 *
 *  Where it cannot run it says so and does nothing, or fails with `CI=true`. */
async function main(options: readonly string[]): Promise<number> {
  const seed = seedIn(options);
  const subjects = LIVES.flatMap((name) => environments.filter((environment) => environment.name === name));
  const workspace = new Workspace();
  const stacks = workspace.synthesize("synthesized", subjects);
  const pinned = pinnedVersion(readConfiguration(firstOf(stacks)));
  const provider = findProvider(pinned);
  const found = await obstacles(provider);
  if (options.includes("--can-run")) {
    process.stdout.write(`${found.join("; ") || "can run"}\n`);
    return found.length === 0 ? 0 : 1;
  }
  if (found.length > 0) {
    const isRequired = process.env.CI === "true";
    process.stdout.write(`${isRequired ? "FAIL" : "not run"}: ${found.join("; ")}\n`);
    return isRequired ? 1 : 0;
  }
  const origin = provider.mirror ?? "the registry";
  process.stdout.write(`AWS provider ${provider.version} from ${origin}; the project pins ${pinned}\n`);
  process.stdout.write(
    `deployments of dev are cut off where chance says; --seed=${seed} says the same again\n`,
  );
  const wanted = options.filter((option) => !option.startsWith("--"));
  return runScenarios(wanted, subjects, { ...setUp(workspace, stacks, provider, subjects), seed });
}

async function runScenarios(
  wanted: readonly string[],
  subjects: readonly Environment[],
  setup: Setup,
): Promise<number> {
  const isWanted = (label: string) => wanted.length === 0 || wanted.includes(label);
  const report = new Report();
  const lived = subjects.filter(({ name }) => isWanted(name)).map((subject) => life(subject, setup, report));
  // Waits for the shorter life, because in the beginning every second of the processor counts.
  const shorter = Promise.allSettled(lived.slice(-1));
  const refused = isWanted("wrong-account")
    ? [shorter.then(() => wrongAccount(subjects, setup, report))]
    : [];
  const kept = isWanted("vault-account") ? [shorter.then(() => vaultAccount(subjects, setup, report))] : [];
  const [lives] = await Promise.all([together(lived), together([...refused, ...kept])]);
  if (lives?.length === LIVES.length && setup.providerVersion === MEASURED_WITH)
    await report.check("lists", "every exception is still needed", () => {
      assert.deepEqual(staleEntries(lives), []);
    });
  return report.finish() ? 0 : 1;
}

/** Results of scenarios, or nothing when a step of one failed, which the report has printed. */
async function together<T>(scenarios: readonly Promise<T>[]): Promise<T[] | undefined> {
  const outcomes = await Promise.allSettled(scenarios);
  for (const outcome of outcomes)
    if (outcome.status === "rejected" && !(outcome.reason instanceof StepFailed)) throw outcome.reason;
  const results = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  return results.length === outcomes.length ? results : undefined;
}

function setUp(
  workspace: Workspace,
  stacks: readonly SynthesizedStack[],
  provider: ProviderSource,
  subjects: readonly Environment[],
): Omit<Setup, "seed"> {
  const guarded = subjects.filter(({ protectData }) => protectData);
  const file = join(workspace.folder, "terraform.tfrc");
  writeFileSync(file, cliConfiguration(provider, workspace.folder));
  return {
    workspace,
    stacks,
    unprotectedStacks: workspace.synthesize("unprotected", guarded.map(unprotected)),
    standbyStacks: workspace.synthesize("standby", subjects.flatMap(withGatewayStandingBy)),
    providerVersion: provider.version,
    cliConfiguration: file,
  };
}

function firstOf([first]: readonly SynthesizedStack[]): SynthesizedStack {
  if (!first) throw new Error("no stack was synthesized; see stacks/index.ts");
  return first;
}

// npm passes no signal on: whoever ends npm means this process and all that it started, too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(130);
}, 1_000).unref();
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
