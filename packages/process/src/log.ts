import { isNativeError } from "node:util/types";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Lines of JSON. Nothing of a request is ever given to it but its route, its size and how it ended. */
export function createLog(
  { name, level }: { readonly name: string; readonly level: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    name,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label.toUpperCase() }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What may be told of an error: messages can quote what was sent, so its name, its code and where it happened. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!isNativeError(error)) return { error: typeof error };
  return {
    error: error.name,
    code: "code" in error ? error.code : undefined,
    at: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
  };
}

/** Ends the process on what nobody caught: a promise nobody waits for is a mistake of ours, and the process cannot vouch
 *  for its state any more. */
export function endOnErrors(log: Logger): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) => {
      log.error(describeError(error), event);
      process.exit(1);
    });
}
