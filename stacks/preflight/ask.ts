import { execFile } from "node:child_process";
import type { Ask } from "./check";

/** For a cluster that answers slowly; nothing that is asked takes longer. */
const LIMIT_MS = 120_000;

/** Runs programs of this machine, without a shell; the same question once, so that all checks judge the same answer.
 *  @param variables - of their environment */
export function askOnThisMachine(variables: NodeJS.ProcessEnv): Ask {
  const answers = new Map<string, Promise<string>>();
  return (program, args) => {
    const question = JSON.stringify([program, ...args]);
    const answer = answers.get(question) ?? run(program, args, variables);
    answers.set(question, answer);
    return answer;
  };
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === "ENOENT")
        return reject(new Error(`'${program}' is not on this machine; install it`));
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
