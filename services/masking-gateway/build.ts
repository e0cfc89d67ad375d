import { join } from "node:path";
import { build } from "esbuild";

/** Bundles the service into files that need no packages beside them: `main.js`, and `worker.js` for its threads. */
export async function buildGateway(folder: string): Promise<void> {
  await build({
    entryPoints: { main: join(__dirname, "src/main.ts"), worker: join(__dirname, "src/masking/worker.ts") },
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
if (script?.endsWith("build.ts") && folder !== undefined) void buildGateway(folder);
