import { execFile } from "node:child_process";
import type { Ask } from "./check";

/** For a cluster that answers slowly; nothing that is asked takes longer. */
const LIMIT_MS = 120_000;

/** Runs a program of this machine, without a shell.
 *  @param variables - of its environment */
export function askOnThisMachine(variables: NodeJS.ProcessEnv): Ask {
  return (program, args) =>
    new Promise((resolve, reject) => {
      const options = { env: variables, timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 };
      execFile(program, args, options, (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const asked = `${program} ${args.slice(0, 6).join(" ")}`;
        reject(new Error(`'${asked}' says: ${reasonIn(stderr) ?? error.message.split("\n")[0]}`));
      });
    });
}

/** The line that tells most; `kubectl exec` adds one that tells nothing. */
function reasonIn(stderr: string): string | undefined {
  const lines = stderr.split("\n").filter((line) => line.trim() && !line.startsWith("command terminated"));
  return lines.find((line) => /exception|error/i.test(line)) ?? lines.at(-1);
}
