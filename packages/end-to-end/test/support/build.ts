import { type ChildProcess, spawn } from "node:child_process";
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

/** A service as its image runs it, in a process of its own. */
export class Program {
  private child: ChildProcess | undefined;

  constructor(private readonly folder: string) {}

  /** Starts it with these variables alone; answers with the first line that it writes, which says where it listens. */
  async start(variables: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const child = spawn(process.execPath, [join(this.folder, "main.js")], {
      cwd: this.folder,
      env: variables,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.child = child;
    let output = "";
    while (!output.includes("\n")) {
      const [chunk] = await once(child.stdout, "data");
      output += String(chunk);
    }
    child.stdout.resume();
    return JSON.parse(output.split("\n")[0] ?? "");
  }

  /** Ends it as a platform does, and answers with its exit code. */
  async stop(): Promise<unknown> {
    if (this.child === undefined || this.child.exitCode !== null) return this.child?.exitCode;
    const gone = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const [code] = await gone;
    return code;
  }
}
