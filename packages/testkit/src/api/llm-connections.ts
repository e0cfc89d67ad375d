import { randomUUID } from "node:crypto";
import type {
  DeleteLlmConnectionResponse,
  LlmConnection,
  PaginatedLlmConnections,
  UpsertLlmConnectionRequest,
} from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { notFound } from "../http/errors";
import { numberedPage } from "../http/pages";
import type { Routes } from "../http/router";
import type { Store } from "../store";

const upsert = z.object({
  provider: z.string().min(1),
  adapter: z.enum(["anthropic", "openai", "azure", "bedrock", "google-vertex-ai", "google-ai-studio"]),
  secretKey: z.string().min(1),
  baseURL: z.string().optional(),
  customModels: z.array(z.string()).optional(),
  withDefaultModels: z.boolean().optional(),
  extraHeaders: z.record(z.string(), z.string()).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
}) satisfies z.ZodType<UpsertLlmConnectionRequest>;

/** LLM connections by provider; secrets go in and never come out. */
export function llmConnectionRoutes({ llmConnections }: Store): Routes {
  return {
    "GET /api/public/llm-connections": ({ request: { query } }): PaginatedLlmConnections =>
      numberedPage([...llmConnections.values()], query),
    "PUT /api/public/llm-connections": (call): LlmConnection => {
      const request = jsonBody(call, upsert);
      const now = new Date().toISOString();
      const earlier = llmConnections.get(request.provider);
      const connection: LlmConnection = {
        id: earlier?.id ?? randomUUID(),
        provider: request.provider,
        adapter: request.adapter,
        displaySecretKey: `...${request.secretKey.slice(-4)}`,
        ...(request.baseURL === undefined ? {} : { baseURL: request.baseURL }),
        customModels: request.customModels ?? [],
        withDefaultModels: request.withDefaultModels ?? true,
        extraHeaderKeys: Object.keys(request.extraHeaders ?? {}),
        ...(request.config === undefined ? {} : { config: request.config }),
        createdAt: earlier?.createdAt ?? now,
        updatedAt: now,
      };
      llmConnections.set(connection.provider, connection);
      return connection;
    },
    "DELETE /api/public/llm-connections/:id": ({ parameters: { id } }): DeleteLlmConnectionResponse => {
      const connection = [...llmConnections.values()].find((each) => each.id === id);
      if (!connection) throw notFound(`LLM connection ${id}`);
      llmConnections.delete(connection.provider);
      return { message: "LLM connection successfully deleted" };
    },
  };
}
