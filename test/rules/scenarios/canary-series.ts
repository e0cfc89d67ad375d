/** How probes of the canary ended. */
export const probes = (stage: string, result: string) =>
  `langfuse_canary_probe_total{job="langfuse-canary",stage="${stage}",result="${result}"}`;
