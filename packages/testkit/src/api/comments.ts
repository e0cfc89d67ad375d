import { randomUUID } from "node:crypto";
import type { CreateCommentRequest, CreateCommentResponse, GetCommentsResponse } from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { ApiError } from "../http/errors";
import { numberedPage } from "../http/pages";
import type { Routes } from "../http/router";
import { PROJECT_ID } from "../otlp/observation";
import type { Store } from "../store";

const creation = z.object({
  projectId: z.string(),
  objectType: z.enum(["TRACE", "OBSERVATION", "SESSION", "PROMPT"]),
  objectId: z.string().min(1),
  content: z.string().min(1).max(5000),
  authorUserId: z.string().optional(),
}) satisfies z.ZodType<CreateCommentRequest>;

/** Comments on traces, observations, sessions and prompts. */
export function commentRoutes({ comments }: Store): Routes {
  return {
    "GET /api/public/comments": ({ request: { query } }): GetCommentsResponse => {
      const found = [...comments.values()].filter(
        ({ objectId, objectType }) =>
          (!query.has("objectId") || query.get("objectId") === objectId) &&
          (!query.has("objectType") || query.get("objectType") === objectType),
      );
      return numberedPage(found, query);
    },
    "POST /api/public/comments": (call): CreateCommentResponse => {
      const request = jsonBody(call, creation);
      if (request.projectId !== PROJECT_ID) throw new ApiError(400, "Project ID does not match the key's");
      const now = new Date().toISOString();
      const id = randomUUID();
      comments.set(id, { ...request, id, createdAt: now, updatedAt: now });
      return { id };
    },
  };
}
