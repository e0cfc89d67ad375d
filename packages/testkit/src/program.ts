import { spawn } from "node:child_process";
import { once } from "node:events";

export interface RunningProgramProps {
  /** JavaScript that Node.js runs. */
  readonly file: string;
  /** @default none */
  readonly args?: readonly string[];
  /** Its variables, and no others. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A program in a process of its own, which logs lines of JSON and says in the first of them where it listens. */
export class RunningProgram {
  stdout = "";
  stderr = "";
  /** Its code, once it has ended. */
  readonly exit: Promise<number | null>;
  private readonly child;

  constructor({ file, args = [], environment, cwd }: RunningProgramProps) {
    this.child = spawn(process.execPath, [file, ...args], { cwd, env: environment });
    this.child.stdout.on("data", (chunk) => {
      this.stdout += String(chunk);
    });
    this.child.stderr.on("data", (chunk) => {
      this.stderr += String(chunk);
    });
    this.exit = once(this.child, "close").then(([code]) => code);
  }

  /** The lines of its log. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return this.stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Where it listens, once it says so.
   *  @param port - what the first line calls it
   *  @throws Error that quotes its errors, when it ends without a line */
  async url(port = "port"): Promise<string> {
    while (!this.stdout.includes("\n")) await Promise.race([once(this.child.stdout, "data"), this.endOf()]);
    return `http://127.0.0.1:${this.lines[0]?.[port]}`;
  }

  /** Tells it to end, as Kubernetes does. */
  terminate(): void {
    this.child.kill("SIGTERM");
  }

  /** Tells it to end, and waits until it has; its code. */
  async stop(): Promise<number | null> {
    this.terminate();
    return this.exit;
  }

  /** Ends it by force, where it still runs. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exit;
  }

  private async endOf(): Promise<void> {
    const code = await this.exit;
    if (!this.stdout.includes("\n")) throw new Error(`ended with ${code} before it listened: ${this.stderr}`);
  }
}
