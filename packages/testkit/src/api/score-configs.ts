import { randomUUID } from "node:crypto";
import type {
  CreateScoreConfigRequest,
  ScoreConfig,
  ScoreConfigs,
  UpdateScoreConfigRequest,
} from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { notFound } from "../http/errors";
import { numberedPage } from "../http/pages";
import type { Call, Routes } from "../http/router";
import { PROJECT_ID } from "../otlp/observation";
import type { Store } from "../store";

const settings = {
  categories: z.array(z.object({ label: z.string(), value: z.number() })).optional(),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
  description: z.string().optional(),
};
const creation = z.object({
  ...settings,
  name: z.string().min(1).max(35),
  dataType: z.enum(["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT"]),
}) satisfies z.ZodType<CreateScoreConfigRequest>;
const update = z.object({
  ...settings,
  name: z.string().min(1).max(35).optional(),
  isArchived: z.boolean().optional(),
}) satisfies z.ZodType<UpdateScoreConfigRequest>;

/** Score configs; a name may be taken twice, and none can be deleted, as on the server. */
export function scoreConfigRoutes({ scoreConfigs }: Store): Routes {
  const existing = ({ parameters: { id = "" } }: Call): ScoreConfig => {
    const config = scoreConfigs.get(id);
    if (!config) throw notFound(`Score config ${id}`);
    return config;
  };
  const keep = (config: ScoreConfig): ScoreConfig => {
    scoreConfigs.set(config.id, config);
    return config;
  };
  return {
    "GET /api/public/score-configs": ({ request: { query } }): ScoreConfigs =>
      numberedPage([...scoreConfigs.values()], query),
    "GET /api/public/score-configs/:id": existing,
    "POST /api/public/score-configs": (call): ScoreConfig => {
      const now = new Date().toISOString();
      const dates = { createdAt: now, updatedAt: now };
      return keep({
        ...jsonBody(call, creation),
        ...dates,
        id: randomUUID(),
        projectId: PROJECT_ID,
        isArchived: false,
      });
    },
    "PATCH /api/public/score-configs/:id": (call): ScoreConfig =>
      keep({ ...existing(call), ...jsonBody(call, update), updatedAt: new Date().toISOString() }),
  };
}
