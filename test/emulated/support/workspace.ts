import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../../environments/schema";
import { definePlatform } from "../../../stacks";
import { deployOrder, type SynthesizedStack as StackOfPlatform } from "../../../stacks/synthesized";

/** One stack, exactly as `npm run synth` writes it. */
export interface SynthesizedStack extends StackOfPlatform {
  /** For example `prod`. */
  readonly environment: string;
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
    return environments.flatMap(({ name: environment }) => {
      const all = deployOrder(outdir, environment);
      return SUBJECTS.flatMap((subject) =>
        all.filter(({ name }) => name === `${environment}-${subject}`),
      ).map((stack) => ({ ...stack, environment }));
    });
  }
}
