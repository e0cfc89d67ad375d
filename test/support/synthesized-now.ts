import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import { definePlatform } from "../../stacks";
import { type SynthesizedStack, synthesizedStacks } from "./platform";

/** Every stack of some environments, synthesized for whoever asks; those of this repository are synthesized once for all
 *  tests, by jest's set-up. */
export function synthesizedNow(environments: readonly Environment[]): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "langfuse-now-"));
  try {
    const app = new App({ outdir });
    for (const environment of environments) definePlatform(app, environment);
    app.synth();
    return synthesizedStacks(outdir, environments);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
