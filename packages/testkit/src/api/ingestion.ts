import type { IngestionError, IngestionResponse, IngestionSuccess } from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { ApiError } from "../http/errors";
import { Reply, type Routes } from "../http/router";
import type { Store } from "../store";
import { keepScore, scoreBody } from "./scores";

const batch = z.object({
  batch: z.array(
    z.looseObject({ id: z.string(), type: z.string(), timestamp: z.string(), body: z.unknown() }),
  ),
});
type Event = z.infer<typeof batch>["batch"][number];

/** The legacy endpoint, of which `events_only` left scores and the SDKs' logs: 207, and each event has its status. */
export function ingestionRoutes(store: Store): Routes {
  return {
    "POST /api/public/ingestion": (call): Reply => {
      const results = jsonBody(call, batch).batch.map((event) => ingest(store, event));
      const answer: IngestionResponse = {
        successes: results.filter((result): result is IngestionSuccess => result.status < 400),
        errors: results.filter((result): result is IngestionError => result.status >= 400),
      };
      return new Reply(207, answer);
    },
  };
}

function ingest(store: Store, { id, type, body }: Event): IngestionSuccess | IngestionError {
  if (type === "sdk-log") return { id, status: 201 };
  if (type !== "score-create")
    return { id, status: 400, message: `${type} is not supported in events_only mode; use OTLP` };
  const score = scoreBody.safeParse(body);
  if (!score.success) return { id, status: 400, message: "Invalid request data", error: score.error.message };
  try {
    keepScore(store, score.data);
    return { id, status: 201 };
  } catch (error) {
    if (error instanceof ApiError) return { id, status: error.status, message: error.message };
    throw error;
  }
}
