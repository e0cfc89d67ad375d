import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isExecutable, onPath } from "../support/programs";

const run = promisify(execFile);

/** Path of the Helm program: the variable `HELM`, else the first one on `PATH`, else undefined.
 *  @throws when `HELM` names a file that cannot be executed */
export function findHelm(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const { HELM: named, PATH } = variables;
  if (named === undefined) return onPath("helm", PATH);
  if (isExecutable(named)) return named;
  throw new Error(`HELM is '${named}', which cannot be executed; name the program itself`);
}

/** Runs Helm without a cluster and returns what it prints.
 *  @throws with Helm's own message */
export async function helm(program: string, command: readonly string[]): Promise<string> {
  const variables = { ...process.env, KUBECONFIG: "/dev/null" };
  try {
    return (await run(program, command, { env: variables, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    const message = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`helm ${command.slice(0, 3).join(" ")}: ${message.trim()}`);
  }
}
