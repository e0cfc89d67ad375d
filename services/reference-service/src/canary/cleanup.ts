import type { Api } from "./api";
import { itemsOf } from "./inspection";
import { ENVIRONMENT, TRACE_NAME } from "./trace";

/** What Langfuse deletes by one request at most, and lists on one page. */
const MOST = 1_000;

/** Deletes the canary's own traces that began before a time, known by environment and name; how many.
 *  @throws ApiError, or another error, if they cannot be listed or deleted */
export async function deleteTracesBefore(api: Api, before: Date, signal: AbortSignal): Promise<number> {
  const query = {
    environment: ENVIRONMENT,
    name: TRACE_NAME,
    isRootObservation: "true",
    toStartTime: before.toISOString(),
    fields: "core",
    limit: String(MOST),
  };
  const listed = itemsOf(await api.get("/api/public/v2/observations", query, signal));
  const traceIds = [
    ...new Set(listed.flatMap(({ traceId }) => (typeof traceId === "string" ? [traceId] : []))),
  ];
  if (traceIds.length > 0) await api.delete("/api/public/traces", { traceIds }, signal);
  return traceIds.length;
}
