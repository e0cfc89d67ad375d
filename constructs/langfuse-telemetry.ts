import { observability } from "./observability";
import { type EnvironmentVariable, type PodVariable, podVariable, variables } from "./pod-environment";

/** Sends Langfuse's own metrics to our exporter in place of Datadog's agent. The library first offers them over HTTP to
 *  the agent's port; the exporter answers 404, and the library turns to packets for good. Where nobody answers it tries
 *  again at every flush, and Langfuse goes on. It traces nothing: Langfuse loads it without plugins, and to switch
 *  tracing off by a variable would switch the metrics off as well (dd-trace 5.109).
 *  https://github.com/langfuse/langfuse/blob/v4.16.0/worker/src/instrumentation.ts */
export function langfuseTelemetry(): (EnvironmentVariable | PodVariable)[] {
  const { host, port, ingestPort } = observability.statsd;
  return [
    podVariable("DD_POD_NAME", "metadata.name"),
    ...variables({
      // Kubernetes fills in the variable above.
      DD_TAGS: "pod:$(DD_POD_NAME)",
      DD_AGENT_HOST: host,
      DD_TRACE_AGENT_PORT: String(port),
      DD_DOGSTATSD_HOST: host,
      DD_DOGSTATSD_PORT: String(ingestPort),
    }),
  ];
}
