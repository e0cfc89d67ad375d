import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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

/** @throws with the sentence, when it is not true within a minute */
export async function until(condition: () => boolean | Promise<boolean>, sentence: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50))
    if (await condition()) return;
  throw new Error(`not within a minute: ${sentence}`);
}
