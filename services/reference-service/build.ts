import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the program into files that need no packages beside them: `main.js`, and `masking-thread.js` for the library. */
export async function buildService(folder: string): Promise<void> {
  await build({
    entryPoints: {
      main: join(__dirname, "src/main.ts"),
      "masking-thread": "@langfuse-aws/instrumentation/masking-thread",
    },
    absWorkingDir: __dirname, // where packages are looked for
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
