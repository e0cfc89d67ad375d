/** Attributes that say what a trace is and not what people wrote: types, models, versions, counts. Their numbers are
 *  left alone; addresses of e-mail and secrets have no business there and are replaced all the same. A `*` at the end
 *  stands for anything. From how Langfuse 4 and OpenTelemetry's conventions read attributes. */
export const STRUCTURAL_KEYS: readonly string[] = [
  "langfuse.observation.type",
  "langfuse.observation.level",
  "langfuse.observation.model.name",
  "langfuse.observation.usage_details",
  "langfuse.observation.cost_details",
  "langfuse.observation.completion_start_time",
  "langfuse.observation.prompt.name",
  "langfuse.observation.prompt.version",
  "langfuse.environment",
  "langfuse.release",
  "langfuse.version",
  "langfuse.internal.*",
  "langfuse.experiment.id",
  "langfuse.experiment.dataset.id",
  "langfuse.experiment.item.id",
  "langfuse.experiment.item.root_observation_id",
  "telemetry.*",
  "service.name",
  "service.namespace",
  "service.version",
  "service.instance.id",
  "deployment.environment",
  "deployment.environment.name",
  "gen_ai.system",
  "gen_ai.provider.name",
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.response.model",
  "gen_ai.usage.*",
  "llm.token_count.*",
];

/** Tells whether a name is structural. */
export function structuralKeys(keys: readonly string[]): (key: string) => boolean {
  const names = new Set(keys.filter((key) => !key.endsWith("*")));
  const prefixes = keys.filter((key) => key.endsWith("*")).map((key) => key.slice(0, -1));
  return (key) => names.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
}
