import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { causes } from "../../constructs/alert-inhibitions";
import { alertmanagerValues } from "../../constructs/alertmanager";
import { environments } from "../../environments";
import { deadMansSwitch, everyKind } from "../support/alert-receivers";
import { endWith } from "../support/end-with";
import { Alertmanager } from "./alertmanager";
import { type Check, check } from "./check";
import { type Change, synthesized, urlInPlaceOfFile, writeConfiguration } from "./configuration";
import { inhibitionChecks } from "./inhibition";
import { messageChecks, secretValues, towards } from "./messages";
import { StandIns } from "./stand-ins";
import { knowsUrlFiles, missing } from "./tools";
import { treeChecks } from "./tree";

const sample = { origin: "langfuse-sample", receivers: Object.values(everyKind), deadMansSwitch };

/** Asks the programs themselves who is told of what: amtool for every alert of every environment, and an Alertmanager on
 *  the loopback interface for what hides what and for the messages.
 *
 *      npm run test:routes
 *      npm run test:routes -- --can-run   whether it can run here: one line, and 0 or 1
 *
 *  Without the programs it says so and ends well, unless `CI` is set. */
async function main(options: readonly string[]): Promise<number> {
  const reason = missing();
  if (options.includes("--can-run")) {
    console.log(reason ?? "can run");
    return reason ? 1 : 0;
  }
  if (reason) {
    const { length: failed } = process.env.CI ? [reason] : [];
    console.log(`skipped: ${reason}\n0 passed, ${failed} failed`);
    return failed;
  }
  const scratch = mkdtempSync(join(tmpdir(), "routes-test-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  // An interrupted suite leaves nothing behind either.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  const files = await knowsUrlFiles();
  if (!files)
    console.log("note: this Alertmanager is older than 0.26; a webhook's 'url_file' becomes its 'url' here");
  return report([...(await trees(scratch, files)), ...(await behaviour(scratch, files))]);
}

function report(results: readonly Check[]): number {
  for (const { name, problems } of results) {
    console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** Every environment, and one with every kind of receiver. */
async function trees(scratch: string, files: boolean): Promise<Check[]> {
  const settings = [
    ...environments.map((environment) => ({
      ...environment.alerting,
      origin: `langfuse-${environment.name}`,
      deployed: synthesized(environment, scratch),
    })),
    { ...sample, deployed: alertmanagerValues(sample) },
  ];
  const all = settings.map(async ({ origin, receivers, deadMansSwitch: expected, deployed }) => {
    const file = writeConfiguration({
      folder: mkdtempSync(join(scratch, "tree-")),
      deployed,
      secrets: {},
      changes: files ? [] : [urlInPlaceOfFile("http://127.0.0.1/")],
    });
    const checks = await treeChecks({ file, receivers, deadMansSwitch: expected !== undefined });
    return checks.map(({ name, problems }) => ({ name: `${origin}: ${name}`, problems }));
  });
  return (await Promise.all(all)).flat();
}

/** What only a running Alertmanager knows; its rules are the same in every environment. */
async function behaviour(scratch: string, files: boolean): Promise<Check[]> {
  const standIns = new StandIns();
  await standIns.start();
  const old: readonly Change[] = files ? [] : [urlInPlaceOfFile(standIns.url("/dead-man"))];
  const folder = mkdtempSync(join(scratch, "behaviour-"));
  const running: { alertmanager?: Alertmanager } = {};
  try {
    const started = await check("Alertmanager starts with every kind of receiver", async () => {
      const file = writeConfiguration({
        folder,
        deployed: alertmanagerValues(sample),
        secrets: secretValues(standIns),
        changes: [...old, ...towards(standIns)],
      });
      running.alertmanager = await Alertmanager.start(file, join(folder, "state"));
      return [];
    });
    const { alertmanager } = running;
    if (!alertmanager) return [started];
    const messages = await messageChecks(alertmanager, standIns);
    return [started, ...messages, ...(await inhibitionChecks(alertmanager, causes))];
  } finally {
    await running.alertmanager?.stop();
    standIns.stop();
  }
}

endWith(main(process.argv.slice(2)));
