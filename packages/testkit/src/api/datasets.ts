import { randomUUID } from "node:crypto";
import type {
  CreateDatasetItemRequest,
  CreateDatasetRequest,
  Dataset,
  DatasetItem,
  DeleteDatasetItemResponse,
  PaginatedDatasetItems,
  PaginatedDatasets,
} from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { notFound } from "../http/errors";
import { numberedPage } from "../http/pages";
import type { Routes } from "../http/router";
import { PROJECT_ID } from "../otlp/observation";
import type { Store } from "../store";

const creation = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  metadata: z.unknown().optional(),
  inputSchema: z.unknown().optional(),
  expectedOutputSchema: z.unknown().optional(),
}) satisfies z.ZodType<CreateDatasetRequest>;
const itemCreation = z.object({
  datasetName: z.string().min(1),
  id: z.string().optional(),
  input: z.unknown().optional(),
  expectedOutput: z.unknown().optional(),
  metadata: z.unknown().optional(),
  sourceTraceId: z.string().optional(),
  sourceObservationId: z.string().optional(),
  status: z.enum(["ACTIVE", "ARCHIVED"]).optional(),
}) satisfies z.ZodType<CreateDatasetItemRequest>;

/** Datasets by name and their items by id: what exists is written over. */
export function datasetRoutes(store: Store): Routes {
  const existing = (name: string): Dataset => {
    const dataset = store.datasets.get(name);
    if (!dataset) throw notFound(`Dataset ${name}`);
    return dataset;
  };
  return {
    "GET /api/public/v2/datasets": ({ request: { query } }): PaginatedDatasets =>
      numberedPage([...store.datasets.values()], query),
    "GET /api/public/v2/datasets/:name": ({ parameters: { name = "" } }): Dataset => existing(name),
    "POST /api/public/v2/datasets": (call): Dataset => {
      const dataset = datasetOf(jsonBody(call, creation), store);
      store.datasets.set(dataset.name, dataset);
      return dataset;
    },
    "GET /api/public/dataset-items": ({ request: { query } }): PaginatedDatasetItems => {
      const name = query.get("datasetName");
      const items = [...store.datasetItems.values()];
      return numberedPage(
        items.filter(({ datasetName }) => name === null || datasetName === name),
        query,
      );
    },
    "GET /api/public/dataset-items/:id": ({ parameters: { id = "" } }): DatasetItem => {
      const item = store.datasetItems.get(id);
      if (!item) throw notFound(`Dataset item ${id}`);
      return item;
    },
    "POST /api/public/dataset-items": (call): DatasetItem => {
      const request = jsonBody(call, itemCreation);
      const item = itemOf(request, { dataset: existing(request.datasetName), store });
      store.datasetItems.set(item.id, item);
      return item;
    },
    "DELETE /api/public/dataset-items/:id": ({ parameters: { id = "" } }): DeleteDatasetItemResponse => {
      if (!store.datasetItems.delete(id)) throw notFound(`Dataset item ${id}`);
      return { message: "Dataset item successfully deleted" };
    },
  };
}

function datasetOf(request: z.infer<typeof creation>, { datasets }: Store): Dataset {
  const now = new Date().toISOString();
  const earlier = datasets.get(request.name);
  return {
    id: earlier?.id ?? randomUUID(),
    name: request.name,
    description: request.description ?? null,
    metadata: request.metadata ?? null,
    inputSchema: request.inputSchema ?? null,
    expectedOutputSchema: request.expectedOutputSchema ?? null,
    projectId: PROJECT_ID,
    createdAt: earlier?.createdAt ?? now,
    updatedAt: now,
  };
}

function itemOf(
  request: z.infer<typeof itemCreation>,
  { dataset, store }: { dataset: Dataset; store: Store },
): DatasetItem {
  const now = new Date().toISOString();
  const id = request.id ?? randomUUID();
  return {
    id,
    status: request.status ?? "ACTIVE",
    input: request.input ?? null,
    expectedOutput: request.expectedOutput ?? null,
    metadata: request.metadata ?? null,
    sourceTraceId: request.sourceTraceId ?? null,
    sourceObservationId: request.sourceObservationId ?? null,
    datasetId: dataset.id,
    datasetName: dataset.name,
    createdAt: store.datasetItems.get(id)?.createdAt ?? now,
    updatedAt: now,
    mediaReferences: [],
  };
}
