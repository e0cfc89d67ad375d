import type { DeleteTraceResponse, DeleteTracesRequest } from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import type { Routes } from "../http/router";
import type { Store } from "../store";

const deletion = z.strictObject({
  traceIds: z.array(z.string()).min(1).max(1000),
}) satisfies z.ZodType<DeleteTracesRequest>;

/** What version 4 has left of traces as such: they can be deleted, with their observations and scores. */
export function traceRoutes({ observations, scores }: Store): Routes {
  return {
    "DELETE /api/public/traces": (call): DeleteTraceResponse => {
      const ids = new Set(jsonBody(call, deletion).traceIds);
      for (const [key, { traceId }] of observations) if (ids.has(traceId ?? "")) observations.delete(key);
      for (const [key, { subject }] of scores) {
        const traceId = subject?.kind === "observation" ? subject.traceId : subject?.id;
        if (ids.has(traceId ?? "")) scores.delete(key);
      }
      return { message: "Traces deleted successfully" };
    },
  };
}
