import type { Observability } from "@langfuse-aws/instrumentation";
import type { Model } from "../models";

/** What `GET /health` answers. */
export interface Health {
  /** `degraded` answers questions all the same. */
  readonly status: "ok" | "degraded" | "stopping";
  readonly model: string;
  /** What is not as it should be, by part, with the way to mend it. */
  readonly degraded: Readonly<Record<string, string>>;
  readonly langfuse: Readonly<Record<string, unknown>>;
}

export interface HealthProps {
  readonly lf: Observability;
  readonly model: Model;
  /** Whether the model is a mock because nothing says which it should be. */
  readonly lacksModel: boolean;
  readonly isStopping: boolean;
}

/** How the service is, in one look. */
export function healthOf({ lf, model, lacksModel, isStopping }: HealthProps): Health {
  const { offBecause, traces, scores, promptsOnFallback, maskingErrors, hasMaskingThread } = lf.health;
  const degraded = {
    ...(offBecause === undefined ? {} : { langfuse: `nothing is traced: ${offBecause}` }),
    ...(traces.isDown || scores.isDown
      ? { langfuse: "does not answer; what fits is kept and sent later" }
      : {}),
    ...(lacksModel ? { model: "a mock answers: set LLM_API_KEY and LLM_MODEL" } : {}),
  };
  const isDegraded = Object.keys(degraded).length > 0;
  return {
    status: isStopping ? "stopping" : isDegraded ? "degraded" : "ok",
    model: model.name,
    degraded,
    langfuse: {
      traced: offBecause === undefined,
      traces,
      scores,
      prompts_on_fallback: promptsOnFallback,
      masking_errors: maskingErrors,
      masking_thread: hasMaskingThread,
    },
  };
}
