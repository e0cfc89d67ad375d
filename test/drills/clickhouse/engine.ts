import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { start, stop } from "../../emulated/support/processes";

/** A running ClickHouse with a folder of its own. */
export class Engine {
  private constructor(
    /** Takes a statement by POST. */
    readonly url: string,
    private readonly server: ChildProcess,
  ) {}

  /** @throws with what the process said, when the engine cannot be loaded */
  static async start(options: {
    readonly chdbFolder: string;
    readonly data: string;
    /** Where it finds credentials for S3. */
    readonly variables: Readonly<Record<string, string>>;
    /** Where it finds a `config.xml`.
     *  @default - nowhere */
    readonly folder?: string;
  }): Promise<Engine> {
    const { chdbFolder, data, variables, folder = process.cwd() } = options;
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const server = start("node", ["--import", tsx, join(__dirname, "server.ts"), chdbFolder, data], {
      folder,
      variables,
    });
    const said: string[] = [];
    server.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout?.on("data", (chunk: Buffer) => {
        const found = /port (\d+)/.exec(chunk.toString())?.[1];
        if (found) resolve(found);
      });
      server.once("close", () => reject(new Error(`ClickHouse did not start:\n${said.join("")}`)));
    });
    return new Engine(`http://127.0.0.1:${port}`, server);
  }

  /** Rows of the answer.
   *  @throws with the message of ClickHouse */
  async query(sql: string): Promise<string[][]> {
    const response = await fetch(this.url, { method: "POST", body: sql });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));
  }

  /** Ends it without a warning; when this resolves, its folder is free. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, "close");
    stop(this.server);
    await ended;
  }
}
