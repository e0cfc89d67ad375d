import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../environments/schema";
import { definePlatform } from ".";

/** A synthesized stack, as the manifest of cdktf lists it. */
export interface SynthesizedStack {
  /** For example `dev-network`. */
  readonly name: string;
  /** Holds `cdk.tf.json`. */
  readonly folder: string;
  /** Names of the stacks that are deployed before. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { name: string; workingDirectory: string; dependencies: readonly string[] }>
  >;
}

/** Hands the stacks of one environment to some work, each after those that it depends on.
 *  @param folder of an earlier synth, for those who adapt it; without one they are made anew, and removed after the work */
export async function withStacks<T>(
  environment: Environment,
  folder: string | undefined,
  work: (stacks: readonly SynthesizedStack[]) => Promise<T>,
): Promise<T> {
  if (folder !== undefined) return work(deployOrder(folder, environment.name));
  const outdir = mkdtempSync(join(tmpdir(), "langfuse-stacks-"));
  try {
    const app = new App({ outdir });
    definePlatform(app, environment);
    app.synth();
    return await work(deployOrder(outdir, environment.name));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Stacks of one environment, each after those that it depends on.
 *  @param folder of a synth: `cdktf.out` */
export function deployOrder(folder: string, environment: string): SynthesizedStack[] {
  const { stacks }: Manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  // No environment's name begins with another's and a hyphen: environments/schema/conflicts.ts.
  const own = Object.values(stacks).filter(({ name }) => name.startsWith(`${environment}-`));
  const visited = new Set<string>();
  const inDeployOrder = (stack: Manifest["stacks"][string]): SynthesizedStack[] => {
    if (visited.has(stack.name)) return [];
    visited.add(stack.name);
    const { name, workingDirectory, dependencies } = stack;
    const first = dependencies.flatMap((dependency) => own.filter((other) => other.name === dependency));
    return [...first.flatMap(inDeployOrder), { name, folder: join(folder, workingDirectory), dependencies }];
  };
  return own.flatMap(inDeployOrder);
}
