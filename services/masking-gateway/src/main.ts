import { join } from "node:path";
import { createLog, endOnErrors, endOnSignals } from "@langfuse-aws/process";
import { Gateway } from "./gateway";
import { readSettings, type Settings } from "./settings";

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const { variables } = settings;
  const log = createLog({ name: "masking-gateway", level: variables.GATEWAY_LOG_LEVEL });
  endOnErrors(log);

  const gateway = new Gateway({ settings, log, workerFile: join(__dirname, "worker.js") });
  await gateway.start();
  // Whoever reads that it listens may tell it to end.
  endOnSignals(log, gateway);
  log.info({ ...gateway.ports, mode: variables.MASKING_MODE }, "masking gateway listens");
}

void main();
