import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { environments } from "../../environments";
import type { Environment } from "../../environments/schema";
import { definePlatform } from "../../stacks";
import { synthesizedStacks } from "../support/platform";
import { synthesizedPlatforms } from "./judgement";
import type { Platform } from "./platform";

/** Environments as this checkout synthesizes them; other tests share what jest's set-up made.
 *  @param chosen by default every environment of this repository */
export function synthesizeNow(chosen: readonly Environment[] = environments): Platform[] {
  const outdir = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const app = new App({ outdir });
    for (const environment of chosen) definePlatform(app, environment);
    app.synth();
    return synthesizedPlatforms(synthesizedStacks(outdir, chosen));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
