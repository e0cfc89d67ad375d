import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The programs of the suite, under the names of Debian's package. */
export const programs = { amtool: "amtool", alertmanager: "prometheus-alertmanager" } as const;

/** Why the suite cannot run here, or undefined. */
export function missing(): string | undefined {
  const absent = Object.values(programs).filter((program) => spawnSync(program, ["--version"]).error);
  return absent.length > 0
    ? `no ${absent.join(" and no ")} here; Debian has both in the package 'prometheus-alertmanager'`
    : undefined;
}

/** What amtool prints.
 *  @throws with amtool's own message */
export async function amtool(...command: readonly string[]): Promise<string> {
  try {
    return (await run(programs.amtool, command)).stdout;
  } catch (error) {
    const said =
      error instanceof Error && "stdout" in error ? `${error.stdout}\n${error.message}` : String(error);
    throw new Error(said.trim());
  }
}

/** Whether the programs know `url_file` of webhooks, which Alertmanager has had since 0.26. */
export async function knowsUrlFiles(): Promise<boolean> {
  const [, minor = "0"] = /version 0\.(\d+)/.exec(await amtool("--version")) ?? [];
  return Number(minor) >= 26;
}
