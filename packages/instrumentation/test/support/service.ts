import { initObservability } from "@langfuse-aws/instrumentation";

// A service that answers one request, says how it is, and does not shut down what it started.
const lf = initObservability({ service: "payroll" });
lf.trace("ask", { input: "mail ana.planted@example.com" }, () => {});
void lf.flush().then(() => process.stdout.write(JSON.stringify(lf.health)));
