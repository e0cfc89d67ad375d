import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningProgram } from "@langfuse-aws/testkit";
import { buildService } from "../../build";

/** The program as the image runs it: nothing but the bundle, in a folder of its own. */
export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), "reference-service-"));
  private readonly runs: RunningProgram[] = [];

  async build(): Promise<void> {
    await buildService(this.folder);
  }

  /** Also ends what still runs. */
  async remove(): Promise<void> {
    await Promise.all(this.runs.map((run) => run.kill()));
    rmSync(this.folder, { recursive: true });
  }

  /** Runs it with these variables alone. */
  run(environment: Readonly<Record<string, string>>, args: readonly string[] = []): RunningProgram {
    const run = new RunningProgram({
      file: join(this.folder, "main.js"),
      args,
      environment: { APP_HOST: "127.0.0.1", APP_PORT: "0", ...environment },
      cwd: this.folder,
    });
    this.runs.push(run);
    return run;
  }
}
