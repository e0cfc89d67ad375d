import { isTransient, type Observability } from "@langfuse-aws/instrumentation";
import { describeError, type Logger } from "@langfuse-aws/process";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Problem } from "../http/problem";
import { type Model, ModelError } from "../models";
import { ask } from "./ask";

const RETRY_AFTER_SECONDS = 5;

/** What `POST /ask` takes. */
const question = z.strictObject(
  {
    /** Any id; a keyed hash of it is what Langfuse gets. */
    user_id: z
      .string("must be a text")
      .trim()
      .min(1, "must not be empty")
      .max(200, "must have at most 200 characters"),
    question: z
      .string("must be a text")
      .trim()
      .min(1, "must not be empty")
      .max(8_000, "must have at most 8000 characters"),
    /** Longer answers are cut, with an ellipsis. */
    max_words: z
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(1_000, "must be at most 1000")
      .default(100),
  },
  {
    error: ({ code }) =>
      code === "unrecognized_keys" ? "only user_id, question and max_words are known" : "must be an object",
  },
);

export interface AskProps {
  readonly lf: Observability;
  readonly model: Model;
  readonly log: Logger;
  /** Questions that are answered at once. */
  readonly maxConcurrent: number;
}

/** `POST /ask`. */
export function askRoute(server: FastifyInstance, { lf, model, log, maxConcurrent }: AskProps): void {
  let running = 0;
  server.post("/ask", async ({ body, id }, reply) => {
    const { user_id: userId, question, max_words: maxWords } = questionOf(body);
    if (running >= maxConcurrent)
      throw new Problem(503, "overloaded", "too many questions at once; ask again in a moment", {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    running++;
    try {
      const asked = { userId, question, maxWords };
      const { answer, traceId, generationId } = await ask({ lf, model, signal: gone.signal }, asked);
      reply.header("x-trace-id", traceId);
      return { answer, trace_id: traceId, generation_id: generationId, request_id: id };
    } catch (error) {
      log.warn(
        { request_id: id, ...describeError(error), status: statusOf(error) },
        "no answer of the model",
      );
      throw problemOfModel(error);
    } finally {
      running--;
    }
  });
}

/** @throws Problem that names everything that is wrong with a question, and quotes nothing of it */
function questionOf(body: unknown): z.output<typeof question> {
  const parsed = question.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new Problem(400, "invalid_request", "the question is not as it must be; see 'problems'", {
    problems,
  });
}

function problemOfModel(error: unknown): unknown {
  if (isTransient(error))
    return new Problem(503, "model_unavailable", "the model does not answer; ask again in a moment", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  if (error instanceof ModelError)
    return new Problem(
      502,
      "model_refused",
      "the model refuses; its key, name and URL are the service's to mend",
    );
  return error;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof ModelError ? error.status : undefined;
}
