import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../../environments/schema";
import { definePlatform } from "../../../stacks";

/** One stack, exactly as `npm run synth` writes it. */
export interface SynthesizedStack {
  /** For example `prod-network`. */
  readonly name: string;
  /** For example `prod`. */
  readonly environment: string;
  /** Names of the stacks that must be applied before. */
  readonly dependencies: readonly string[];
  /** Holds `cdk.tf.json`. */
  readonly folder: string;
}

/** The stacks that need AWS and nothing else, in the order of `stacks/index.ts`; the others need a Kubernetes API,
 *  which no emulator here has. */
export const SUBJECTS = ["network", "data", "cluster"];

/** The temporary folder of one run; removed when the process ends, unless the variable `KEEP` is set. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "langfuse-emulated-"));

  constructor() {
    process.once("exit", () => {
      if (process.env.KEEP) process.stdout.write(`kept ${this.folder}\n`);
      else rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** A new folder within this one. */
  subfolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    return folder;
  }

  /** Synthesizes environments into a new subfolder and returns their stacks, each after those that it depends on. */
  synthesize(subfolder: string, environments: readonly Environment[]): SynthesizedStack[] {
    const outdir = this.subfolder(subfolder);
    const app = new App({ outdir });
    for (const environment of environments) definePlatform(app, environment);
    app.synth();
    const { stacks }: Manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    return environments.flatMap(({ name: environment }) =>
      SUBJECTS.flatMap((subject) => stacks[`${environment}-${subject}`] ?? []).map(
        ({ name, dependencies, workingDirectory }) => ({
          name,
          environment,
          dependencies,
          folder: join(outdir, workingDirectory),
        }),
      ),
    );
  }
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { name: string; dependencies: readonly string[]; workingDirectory: string }>
  >;
}
