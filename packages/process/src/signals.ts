import type { Logger } from "./log";

/** What runs until it is told to stop. */
export interface Stoppable {
  /** True if nothing was lost. It has a deadline of its own. */
  stop(): Promise<boolean>;
}

/** How long something that was forgotten may keep a process that has stopped. */
const FORGOTTEN_MS = 1_000;

/** Stops a program when its process is told to end, and ends the process with 0 if nothing was lost, else with 1. To be
 *  told so again changes nothing: requests are still being answered, and there is a deadline. Only who presses Ctrl-C
 *  twice does not want to wait, and does not. */
export function endOnSignals(log: Logger, program: Stoppable): void {
  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    log.info({ signal, again: isStopping || undefined }, "stops");
    if (isStopping) return;
    isStopping = true;
    const isClean = await program.stop();
    log.info({ isClean }, "stopped");
    process.exitCode = isClean ? 0 : 1;
    setTimeout(() => process.exit(), FORGOTTEN_MS).unref();
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.once("SIGINT", (signal) => void stop(signal));
}
