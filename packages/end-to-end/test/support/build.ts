import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";

/** Bundles a service by its own script, as its image does, and answers where. */
export async function build(workspace: string, folder: string): Promise<string> {
  const home = dirname(require.resolve(`@langfuse-aws/${workspace}/package.json`));
  const out = join(folder, workspace);
  const options = { cwd: home, stdio: "inherit" } as const;
  const [code] = await once(spawn(process.execPath, ["--import", "tsx", "build.ts", out], options), "exit");
  if (code !== 0) throw new Error(`${workspace} was not built; run 'npm run build -w services/${workspace}'`);
  return out;
}
