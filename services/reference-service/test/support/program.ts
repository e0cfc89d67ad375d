import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildService } from "../../build";

/** The program as the image runs it: nothing but the bundle, in a folder of its own. */
export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), "reference-service-"));

  async build(): Promise<void> {
    await buildService(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Runs it with these variables alone. */
  run(environment: Readonly<Record<string, string>>, args: readonly string[] = []): Run {
    return new Run(join(this.folder, "main.js"), { environment, args, cwd: this.folder });
  }
}

interface RunProps {
  readonly environment: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** A process of the program. */
export class Run {
  stdout = "";
  stderr = "";
  /** Its code, once it has ended. */
  readonly exit: Promise<number>;
  private readonly child;

  constructor(file: string, { environment, args, cwd }: RunProps) {
    this.child = spawn(process.execPath, [file, ...args], {
      cwd,
      env: { APP_HOST: "127.0.0.1", APP_PORT: "0", ...environment },
    });
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

  /** Where it listens, once it says so. */
  async url(): Promise<string> {
    while (!this.stdout.includes("\n")) await once(this.child.stdout, "data");
    return `http://127.0.0.1:${this.lines[0]?.port}`;
  }

  /** Tells it to stop, as Kubernetes does; its code. */
  async stop(): Promise<number> {
    this.child.kill("SIGTERM");
    return this.exit;
  }
}
