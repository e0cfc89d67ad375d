import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { environments } from "../../environments";
import { definePlatform } from "../../stacks";

/** Jest's global set-up: synthesizes every environment once into a temporary folder, whose path the tests inherit. */
export default function synthesize(): void {
  const outdir = mkdtempSync(join(tmpdir(), "langfuse-synth-"));
  const app = new App({ outdir });
  for (const environment of environments) definePlatform(app, environment);
  app.synth();
  process.env.SYNTHESIZED = outdir;
}
