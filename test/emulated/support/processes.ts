import { type ChildProcess, spawn } from "node:child_process";

/** Where and how long a command runs. */
export interface CommandOptions {
  readonly folder: string;
  /** Added to this process's own environment; what is `undefined` is left out of it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What somebody types.
   *  @default - nothing */
  readonly input?: string;
  /** Is told what the command prints, as it prints it.
   *  @default - nobody is */
  readonly watch?: (text: string, child: ChildProcess) => void;
}

/** Ends a command that hangs; far more than the slowest needs on the slowest machine. */
const LIMIT_MINUTES = 30;

/** How a command ended. */
export interface Outcome {
  readonly stdout: string;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  /** `undefined` when a signal ended it: after half an hour, or at the end of the run. */
  readonly exitCode: number | undefined;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) stop(child);
});

/** Starts a child in a process group of its own, so that Terraform's plugins end with Terraform. */
export function start(
  command: string,
  args: readonly string[],
  { folder, variables, input }: CommandOptions,
): ChildProcess {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
  });
  // Who refuses what is on the command line reads no answer.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Ends a child and everything that it started. */
export function stop(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // The group is gone already: nothing is left to stop.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Runs a command to its end, or kills it at its time limit. */
export function run(command: string, args: readonly string[], options: CommandOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    const stdout: Buffer[] = [];
    const output: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout.push(chunk);
      output.push(chunk);
      options.watch?.(chunk.toString(), child);
    });
    child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
    const limit = setTimeout(() => stop(child), LIMIT_MINUTES * 60_000);
    child.once("error", reject);
    child.once("close", (exitCode) => {
      clearTimeout(limit);
      resolve({
        stdout: Buffer.concat(stdout).toString(),
        output: Buffer.concat(output).toString(),
        exitCode: exitCode ?? undefined,
      });
    });
  });
}
