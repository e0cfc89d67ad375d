import { join } from "node:path";
import { createLog, endOnErrors, endOnSignals, orExit } from "@langfuse-aws/process";
import { Gateway } from "./gateway";
import { readSettings } from "./settings";

async function main(): Promise<void> {
  const settings = orExit(() => readSettings(process.env));
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
