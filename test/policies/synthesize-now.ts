import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { environments } from "../../environments";
import { definePlatform } from "../../stacks";
import { synthesizedStacks } from "../support/platform";
import { synthesizedPlatforms } from "./judgement";
import type { Platform } from "./platform";

/** Every environment as this checkout synthesizes it; for programs, because tests share what jest's set-up made. */
export function synthesizeNow(): Platform[] {
  const outdir = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const app = new App({ outdir });
    for (const environment of environments) definePlatform(app, environment);
    app.synth();
    process.env.SYNTHESIZED = outdir;
    return synthesizedPlatforms(synthesizedStacks());
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
