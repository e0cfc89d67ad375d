import { existsSync } from "node:fs";
import { initObservability, type Observability } from "@langfuse-aws/instrumentation";
import {
  createLog,
  endOnErrors,
  endOnSignals,
  type Logger,
  orExit,
  type Stoppable,
} from "@langfuse-aws/process";
import { Canary } from "./canary";
import { ENVIRONMENT } from "./canary/trace";
import { Service } from "./service";
import { readCanarySettings, readSettings, type Settings } from "./settings";

/** A program that runs until it is told to stop. */
interface Program extends Stoppable {
  readonly port: number;
  start(): Promise<void>;
}

async function main(): Promise<void> {
  // What is set already stands above the file.
  if (existsSync(".env")) process.loadEnvFile();
  const isCanary = process.argv[2] === "canary" || process.env.CANARY === "true";
  const { program, log } = orExit(isCanary ? canary : service);
  endOnErrors(log);
  await program.start();
  // Whoever reads that it listens may tell it to end.
  endOnSignals(log, program);
  log.info({ port: program.port }, "listens");
}

interface Prepared {
  readonly program: Program;
  readonly log: Logger;
}

function service(): Prepared {
  const settings = readSettings(process.env);
  const log = createLog({ name: "reference-service", level: settings.variables.APP_LOG_LEVEL });
  return { log, program: new Service({ settings, log, lf: observability(settings) }) };
}

/** Keys, URL, environment and release are read from the variables of Langfuse. */
function observability({ userIdKey: key, monitoring }: Settings): Observability {
  return initObservability({
    service: "reference-service",
    ...(monitoring === undefined ? {} : { monitoring }),
    ...(key === undefined ? {} : { masking: { userId: { action: "hmac", key } } }),
  });
}

function canary(): Prepared {
  const settings = readCanarySettings(process.env);
  const { baseUrl, publicKey, secretKey, variables } = settings;
  const log = createLog({ name: "canary", level: variables.APP_LOG_LEVEL });
  const lf = initObservability({
    service: "canary",
    environment: ENVIRONMENT,
    baseUrl,
    publicKey,
    secretKey,
  });
  const pauses = { firstMs: 500, longestMs: 5_000 };
  return { log, program: new Canary({ settings, log, lf, pauses }) };
}

void main();
