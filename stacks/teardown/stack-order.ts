import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A synthesized stack, as the manifest of cdktf lists it. */
export interface SynthesizedStack {
  /** For example `dev-network`. */
  readonly name: string;
  /** Holds `cdk.tf.json`. */
  readonly folder: string;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { name: string; workingDirectory: string; dependencies: readonly string[] }>
  >;
}

/** Stacks of one environment, each before those that it depends on.
 *  @param folder of a synth: `cdktf.out` */
export function destroyOrder(folder: string, environment: string): SynthesizedStack[] {
  const { stacks }: Manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  // No environment's name begins with another's and a hyphen: environments/schema/conflicts.ts.
  const own = Object.values(stacks).filter(({ name }) => name.startsWith(`${environment}-`));
  const visited = new Set<string>();
  const inDeployOrder = (stack: Manifest["stacks"][string]): SynthesizedStack[] => {
    if (visited.has(stack.name)) return [];
    visited.add(stack.name);
    const first = stack.dependencies.flatMap((name) => own.filter((other) => other.name === name));
    return [
      ...first.flatMap(inDeployOrder),
      { name: stack.name, folder: join(folder, stack.workingDirectory) },
    ];
  };
  return own.flatMap(inDeployOrder).reverse();
}
