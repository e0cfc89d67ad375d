import { spawn } from "node:child_process";
import type { SynthesizedStack } from "./synthesized";

/** How Terraform is run. */
export interface Run {
  /** `shown`: whoever runs the command sees it; `kept`: it comes back, and is seen when something goes wrong. */
  readonly output: "shown" | "kept";
  /** What to do when it does not end well. */
  readonly remedy: string;
}

/** Runs Terraform in the folder of a stack.
 *  @returns what it printed, where that is kept
 *  @throws when it does not end well */
export function terraform(
  { name, folder }: Pick<SynthesizedStack, "name" | "folder">,
  args: readonly string[],
  { output, remedy }: Run,
): Promise<string> {
  const stdio = output === "shown" ? "inherit" : "pipe";
  return new Promise((resolve, reject) => {
    const child = spawn("terraform", args, { cwd: folder, stdio: ["ignore", stdio, stdio] });
    const printed: Buffer[] = [];
    const problems: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => printed.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => problems.push(chunk));
    child.once("error", (cause) =>
      reject(
        new Error(`terraform does not start; install version 1.11 or newer (${cause.message})`, { cause }),
      ),
    );
    child.once("close", (exitCode) => {
      if (exitCode === 0) return resolve(Buffer.concat(printed).toString());
      const said = Buffer.concat(problems).toString().trim();
      reject(
        new Error(
          `${said}${said && "\n"}'terraform ${args[0]}' of ${name} ended with ${exitCode}; repair what it names above and ${remedy}`,
        ),
      );
    });
  });
}
