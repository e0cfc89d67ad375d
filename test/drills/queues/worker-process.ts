import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { start, stop } from "../../emulated/support/processes";

/** A worker that can be killed, and what it has written. */
export class WorkerProcess {
  private readonly child;

  constructor(
    port: number,
    private readonly file: string,
    isStuck = false,
  ) {
    const args = [
      "--import",
      "tsx",
      join(__dirname, "worker.ts"),
      `${port}`,
      file,
      ...(isStuck ? ["stuck"] : []),
    ];
    this.child = start("node", args, { folder: process.cwd(), variables: {} });
  }

  get lines(): string[] {
    return existsSync(this.file) ? readFileSync(this.file, "utf8").split("\n").filter(Boolean) : [];
  }

  get done(): Set<string> {
    return new Set(this.lines.filter((line) => line.startsWith("done")));
  }

  kill(): void {
    stop(this.child);
  }
}
