import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { environments } from "../../environments";
import { definePlatform } from "../../stacks";

/** Jest's global set-up: synthesizes every environment once, and tells the tests where.
 *  Every `Testing.app()` leaves a folder behind, so the whole run gets a temporary folder that the tear-down removes. */
export default function synthesize(): void {
  const run = mkdtempSync(join(tmpdir(), "langfuse-tests-"));
  synthesizeInto(join(run, "synthesized"));
  process.env.TMPDIR = run;
}

/** Synthesizes every environment into a folder, where `platform.ts` finds it. */
export function synthesizeInto(outdir: string): void {
  const app = new App({ outdir });
  for (const environment of environments) definePlatform(app, environment);
  app.synth();
  process.env.SYNTHESIZED = outdir;
}
