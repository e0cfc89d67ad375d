import { parseArgs } from "node:util";
import { environmentNamed, runCommand } from "../operator";
import { askOnThisMachine } from "./ask";
import { type Verdict, verdictsBehind } from "./check";
import { CHECKS, DOORS } from "./checks";

runCommand(preflight, { failure: 2 });

/** `npm run preflight -- <environment> [--first]`: whether a deployment may begin, and every reason why not. It changes
 *  nothing. Ends with 0 when it may, with 1 when it may not, with 2 when nothing was looked at. */
async function preflight(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    // There is nothing yet that could be asked.
    options: { first: { type: "boolean", default: false } },
  });
  const environment = environmentNamed(positionals[0], "preflight");
  const checks = CHECKS.filter(({ asks }) => !(asks && values.first));
  const ask = askOnThisMachine(process.env);
  const found = await verdictsBehind(DOORS, checks, { environment, ask, now: Date.now() });
  for (const verdict of found) console.log(lines(verdict));
  if (found.length < checks.length)
    console.log(`not asked ${checks.length - found.length} more, until the first two are mended`);
  const refused = found.reduce((sum, { reasons }) => sum + reasons.length, 0);
  console.log(refused === 0 ? "ready" : `not ready: ${refused} ${refused === 1 ? "reason" : "reasons"}`);
  process.exitCode = refused === 0 ? 0 : 1;
}

function lines({ subject, reasons }: Verdict): string {
  if (reasons.length === 0) return `ok       ${subject}`;
  return [`refused  ${subject}`, ...reasons.map((reason) => `         ${reason}`)].join("\n");
}
