import { Observability } from "./observability";
import { type ObservabilityOptions, resolve } from "./options";

/** Connects a service to Langfuse; once, before it takes requests. Never throws: without keys, and with options that are
 *  wrong, everything works and nothing is sent. A mistake is said by a warning of the process and in `health`. */
export function initObservability(options: ObservabilityOptions): Observability {
  // The one place that reads the environment: the keys are secrets that a platform puts there.
  const resolved = resolve(options, process.env);
  if (resolved.reason !== undefined)
    process.emitWarning(`observability is off: ${resolved.reason}`, { code: "LANGFUSE_OFF" });
  return new Observability(resolved);
}
