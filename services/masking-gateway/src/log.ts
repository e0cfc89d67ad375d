import { isNativeError } from "node:util/types";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Lines of JSON. Nothing of a request is ever given to it but its route, its size and how it ended. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    name: "masking-gateway",
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
