import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import { MEASURED_WITH, pinnedVersion } from "./rewrite";
import { life } from "./scenarios/life";
import { wrongAccount } from "./scenarios/wrong-account";
import { staleEntries } from "./stale";
import type { Setup } from "./support/account";
import { readConfiguration } from "./support/configuration";
import { missingTools } from "./support/prerequisites";
import { cliConfiguration, findProvider } from "./support/provider";
import { Report, StepFailed } from "./support/report";
import { Workspace } from "./support/workspace";

/** Which lives are lived: the cheapest environment and the best protected one, between them every branch of a stack. */
const LIVES = ["dev", "prod"];

async function main(): Promise<number> {
  const missing = missingTools();
  if (missing.length > 0) {
    const required = process.env.CI === "true";
    process.stdout.write(`${required ? "FAIL" : "skipped"}: ${missing.join("; ")}\n`);
    return required ? 1 : 0;
  }
  const wanted = process.argv.slice(2);
  const isWanted = (label: string) => wanted.length === 0 || wanted.includes(label);
  const subjects = environments.filter(({ name }) => LIVES.includes(name));
  const report = new Report();
  const setup = prepare(subjects);
  const [lives] = await Promise.all([
    together(subjects.filter(({ name }) => isWanted(name)).map((subject) => life(subject, setup, report))),
    together(isWanted("wrong-account") ? [wrongAccount(subjects, setup, report)] : []),
  ]);
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

function prepare(subjects: readonly Environment[]): Setup {
  const workspace = new Workspace();
  const stacks = workspace.synthesize(subjects);
  const [first] = stacks;
  if (!first) throw new Error("no stack was synthesized; see stacks/index.ts");
  const pinned = pinnedVersion(readConfiguration(first));
  const provider = findProvider(pinned);
  const origin = provider.mirror === undefined ? "the registry" : provider.mirror;
  process.stdout.write(`AWS provider ${provider.version} from ${origin}; the project pins ${pinned}\n`);
  const file = join(workspace.folder, "terraform.tfrc");
  writeFileSync(file, cliConfiguration(provider, workspace.folder));
  return { workspace, stacks, providerVersion: provider.version, cliConfiguration: file };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
