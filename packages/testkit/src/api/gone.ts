import { ApiError } from "../http/errors";
import type { Handler, Routes } from "../http/router";

/** Endpoints that answered until version 3, and that `events_only`, how a version 4 is installed, rejects.
 *  Langfuse: web/src/features, every caller of `rejectInEventsOnlyMode`. */
const GONE = [
  "GET /api/public/traces",
  "GET /api/public/traces/:id",
  "POST /api/public/traces",
  "GET /api/public/observations",
  "GET /api/public/observations/:id",
  "GET /api/public/sessions",
  "GET /api/public/sessions/:id",
  "GET /api/public/scores",
  "GET /api/public/scores/:id",
  "GET /api/public/v2/scores",
  "GET /api/public/v2/scores/:id",
  "GET /api/public/metrics",
  "GET /api/public/datasets/:name/runs",
  "GET /api/public/datasets/:name/runs/:run",
  "GET /api/public/dataset-run-items",
  "POST /api/public/dataset-run-items",
  "POST /api/public/spans",
  "PATCH /api/public/spans",
  "POST /api/public/generations",
  "PATCH /api/public/generations",
  "POST /api/public/events",
];

export function goneRoutes(): Routes {
  const handler: Handler = ({ request: { method, path } }) => {
    throw new ApiError(404, `${method} ${path} is not available in events_only mode`);
  };
  return Object.fromEntries(GONE.map((route) => [route, handler]));
}
