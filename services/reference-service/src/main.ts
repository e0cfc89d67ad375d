import { existsSync } from "node:fs";
import { initObservability } from "@langfuse-aws/instrumentation";
import { createLog, endOnErrors } from "@langfuse-aws/process";
import { Service } from "./service";
import { readSettings, type Settings } from "./settings";

/** A program that runs until it is told to stop. */
interface Program {
  readonly port: number;
  start(): Promise<void>;
  /** True if nothing was lost. */
  stop(): Promise<boolean>;
}

function orExit<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  // What is set already stands above the file.
  if (existsSync(".env")) process.loadEnvFile();
  const settings = orExit(() => readSettings(process.env));
  const log = createLog({ name: "reference-service", level: settings.variables.APP_LOG_LEVEL });
  endOnErrors(log);
  const program: Program = new Service({ settings, log, lf: observability(settings) });
  await program.start();
  log.info({ port: program.port }, "listens");

  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      log.info({ signal }, "stops");
      void program.stop().then((isClean) => {
        log.info({ isClean }, "stopped");
        process.exitCode = isClean ? 0 : 1;
      });
    });
}

/** Keys, URL, environment and release are read from the variables of Langfuse. */
function observability({ userIdKey: key, monitoring }: Settings) {
  return initObservability({
    service: "reference-service",
    ...(monitoring === undefined ? {} : { monitoring }),
    ...(key === undefined ? {} : { masking: { userId: { action: "hmac", key } } }),
  });
}

void main();
