import type { SynthesizedStack } from "../synthesized";
import { type Run, terraform } from "../terraform";
import { managesAnything } from "./state";

const remedy = "run the teardown again: it goes on where it stopped";

/** Destroys a stack with everything in it, and says what Terraform does meanwhile. Ends at once where nothing is deployed,
 *  so that a teardown can be repeated until it ends well.
 *  @throws when Terraform does not end well */
export async function destroyStack(stack: SynthesizedStack): Promise<void> {
  const run = (output: Run["output"], ...args: readonly string[]) => {
    console.log(`${stack.name}: terraform ${args.join(" ")}`);
    return terraform(stack, args, { output, remedy });
  };
  await run("shown", "init", "-input=false", "-reconfigure");
  // Unlike 'state list' it ends well where there is no state.
  if (!managesAnything(await run("kept", "state", "pull"))) {
    console.log(`${stack.name}: nothing is deployed`);
    return;
  }
  await run("shown", "destroy", "-auto-approve", "-input=false");
}
