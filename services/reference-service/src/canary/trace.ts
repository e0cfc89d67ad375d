import type { Observability } from "@langfuse-aws/instrumentation";
import { PLANTED, PLANTED_OBJECT, PLANTED_TAGS, PLANTED_TEXT } from "./planted";

/** By which the canary's traces are found again, and deleted. */
export const TRACE_NAME = "canary-probe";
export const ENVIRONMENT = "canary";

/** The scores of a probe: all of them true. */
export const SCORES = ["canary_written", "non_empty_answer", "toxicity_safe"] as const;

/** Fields by type of observation where a probe plants every class of value. */
export const PLANTED_FIELDS = {
  SPAN: ["input", "output", "metadata", "tags"],
  GENERATION: ["name", "input", "output", "metadata"],
  TOOL: ["input", "statusMessage"],
  GUARDRAIL: ["tags"],
} as const;

/** Writes a trace as a service does, with planted values wherever a service could have put a person's. */
export function writeTrace(lf: Observability, traceId: string): void {
  const known = {
    traceId,
    userId: PLANTED.user_id,
    sessionId: `session of ${PLANTED.email}`,
    tags: PLANTED_TAGS,
    metadata: { contact: `${PLANTED.phone}, ${PLANTED.rut}` },
    input: { question: PLANTED_TEXT, ...PLANTED_OBJECT },
  };
  lf.trace(TRACE_NAME, known, (t) => {
    t.update({ output: PLANTED_TEXT, metadata: PLANTED_OBJECT });
    lf.generation(
      `canary-generation ${PLANTED_TEXT}`,
      {
        model: "canary-model",
        input: [{ role: "user", content: PLANTED_TEXT }],
        output: JSON.stringify({ answer: PLANTED_TEXT }),
        metadata: PLANTED_OBJECT,
        usageDetails: { input: 1, output: 1 },
      },
      () => undefined,
    );
    failingTool(lf);
    t.guard("the canary sings", { maxWords: 10 });
    t.score({ name: "canary_written", value: true, comment: PLANTED_TEXT, metadata: PLANTED_OBJECT });
  });
}

/** Its message becomes a status, an exception with its stack, and a level. */
function failingTool(lf: Observability): void {
  try {
    lf.tool("canary-tool", { input: JSON.stringify(PLANTED_OBJECT), metadata: PLANTED_OBJECT }, () => {
      throw new Error(PLANTED_TEXT);
    });
  } catch {
    // It failed on purpose, and the trace goes on.
  }
}
