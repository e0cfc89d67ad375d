import { spawn } from "node:child_process";
import type { SynthesizedStack } from "./stack-order";
import { managesAnything } from "./state";

/** Destroys a stack with everything in it, and says what Terraform does meanwhile. Ends at once where nothing is deployed,
 *  so that a teardown can be repeated until it ends well.
 *  @throws when Terraform does not end well */
export async function destroyStack(stack: SynthesizedStack): Promise<void> {
  await terraform(stack, "inherit", ["init", "-input=false", "-reconfigure"]);
  // Unlike 'state list' it ends well where there is no state.
  if (!managesAnything(await terraform(stack, "pipe", ["state", "pull"]))) {
    console.log(`${stack.name}: nothing is deployed`);
    return;
  }
  await terraform(stack, "inherit", ["destroy", "-auto-approve", "-input=false"]);
}

/** @returns what it printed, where its output is piped */
function terraform(
  { name, folder }: SynthesizedStack,
  output: "inherit" | "pipe",
  args: readonly string[],
): Promise<string> {
  console.log(`${name}: terraform ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn("terraform", args, { cwd: folder, stdio: ["ignore", output, "inherit"] });
    const printed: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => printed.push(chunk));
    child.once("error", (cause) =>
      reject(
        new Error(`terraform does not start; install version 1.11 or newer (${cause.message})`, { cause }),
      ),
    );
    child.once("close", (exitCode) => {
      if (exitCode === 0) resolve(Buffer.concat(printed).toString());
      else
        reject(
          new Error(
            `'terraform ${args[0]}' of ${name} ended with ${exitCode}; repair what it names above and run the teardown ` +
              "again: it goes on where it stopped",
          ),
        );
    });
  });
}
