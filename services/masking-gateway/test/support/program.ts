import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningProgram } from "@langfuse-aws/testkit";
import { buildGateway } from "../../build";
import { OF_A_TEST, USER_ID_KEY } from "./gateway";

/** The gateway as its image runs it: nothing but the bundle, in a folder of its own with a key beside it. */
export class Program {
  private readonly runs: RunningProgram[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "masking-gateway-process-"));

  async build(): Promise<void> {
    await buildGateway(this.folder);
    writeFileSync(join(this.folder, "key"), USER_ID_KEY);
  }

  /** Also ends what a test that failed has left. */
  async remove(): Promise<void> {
    await Promise.all(this.runs.map((run) => run.kill()));
    rmSync(this.folder, { recursive: true });
  }

  /** Runs it before a Langfuse. */
  run(upstreamUrl: string, variables: Readonly<Record<string, string>> = {}): RunningProgram {
    return this.runAlone({
      GATEWAY_UPSTREAM_URL: upstreamUrl,
      GATEWAY_USER_ID_KEY_FILE: join(this.folder, "key"),
      ...OF_A_TEST,
      ...variables,
    });
  }

  /** Runs it with these variables alone. */
  runAlone(environment: Readonly<Record<string, string>>): RunningProgram {
    const run = new RunningProgram({ file: join(this.folder, "main.js"), environment, cwd: this.folder });
    this.runs.push(run);
    return run;
  }
}
