import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the program into one file, `main.js`, that needs no packages beside it. */
export async function buildService(folder: string): Promise<void> {
  await build({
    entryPoints: { main: join(__dirname, "src/main.ts") },
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    conditions: ["@langfuse-aws/source"],
    sourcemap: "linked",
    legalComments: "linked",
    logLevel: "warning",
  });
}

const [, script, folder] = process.argv;
if (script?.endsWith("build.ts") && folder !== undefined) void buildService(folder);
