import type {
  CreateChatPromptRequest,
  CreateTextPromptRequest,
  Prompt,
  PromptMeta,
  PromptMetaListResponse,
} from "@langfuse/core";
import { z } from "zod";
import { jsonBody } from "../http/body";
import { ApiError, notFound } from "../http/errors";
import { numberedPage } from "../http/pages";
import { type Call, Reply, type Routes } from "../http/router";
import type { Store } from "../store";

const common = {
  name: z.string().min(1),
  config: z.unknown().optional(),
  labels: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  commitMessage: z.string().optional(),
};
const message = z.union([
  z.object({ type: z.literal("placeholder"), name: z.string() }),
  z.object({ type: z.literal("chatmessage").optional(), role: z.string(), content: z.string() }),
]);
const chat = z.object({
  ...common,
  type: z.literal("chat"),
  prompt: z.array(message),
}) satisfies z.ZodType<CreateChatPromptRequest>;
const text = z.object({
  ...common,
  type: z.literal("text").optional(),
  prompt: z.string(),
}) satisfies z.ZodType<CreateTextPromptRequest>;
const creation = z.union([chat, text]);
const update = z.object({ newLabels: z.array(z.string()) });

/** Prompts, their versions and labels. */
export function promptRoutes(store: Store): Routes {
  return {
    "GET /api/public/v2/prompts": ({ request: { query } }): PromptMetaListResponse =>
      numberedPage(metas(store, query.get("name")), query),
    "GET /api/public/v2/prompts/:name": (call): Prompt => find(store, call),
    "POST /api/public/v2/prompts": (call): Reply => new Reply(201, create(store, jsonBody(call, creation))),
    "PATCH /api/public/v2/prompts/:name/versions/:version": (call): Prompt => {
      const { name = "", version } = call.parameters;
      const prompt = store.prompts.get(key(name, Number(version)));
      if (!prompt) throw notFound(`Prompt '${name}' with version ${version}`);
      const { newLabels } = jsonBody(call, update);
      return label(store, prompt, [...new Set([...prompt.labels, ...newLabels])]);
    },
    "DELETE /api/public/v2/prompts/:name": (call): Reply => {
      for (const { name, version } of versions(store, call.parameters.name ?? ""))
        store.prompts.delete(key(name, version));
      return new Reply(204, undefined);
    },
  };
}

function find(store: Store, { parameters: { name = "" }, request: { query } }: Call): Prompt {
  const wanted = query.get("version");
  const wantedLabel = query.get("label") ?? "production";
  const prompt = versions(store, name).find(({ version, labels }) =>
    wanted === null ? labels.includes(wantedLabel) : version === Number(wanted),
  );
  if (prompt) return prompt;
  throw notFound(`Prompt '${name}' with ${wanted === null ? `label '${wantedLabel}'` : `version ${wanted}`}`);
}

/** Every creation is a new version: the latest, and the only one with the labels it takes. */
export function create(store: Store, request: z.infer<typeof creation>): Prompt {
  const earlier = versions(store, request.name);
  const type = request.type ?? "text";
  if (earlier.some((each) => each.type !== type))
    throw new ApiError(
      400,
      "Previous versions have different prompt type. Create a new prompt with a different name.",
    );
  const base = {
    name: request.name,
    version: Math.max(0, ...earlier.map(({ version }) => version)) + 1,
    config: request.config ?? {},
    labels: [],
    tags: request.tags ?? earlier.at(-1)?.tags ?? [],
    ...(request.commitMessage === undefined ? {} : { commitMessage: request.commitMessage }),
  };
  // The server stores messages with their type; the types of both directions differ by that alone.
  const prompt = { ...base, type, prompt: request.prompt } as Prompt;
  return label(store, prompt, [...new Set([...(request.labels ?? []), "latest"])]);
}

function label(store: Store, prompt: Prompt, labels: string[]): Prompt {
  for (const other of versions(store, prompt.name))
    store.prompts.set(key(other.name, other.version), {
      ...other,
      labels: other.labels.filter((each) => !labels.includes(each)),
    });
  const labelled = { ...prompt, labels };
  store.prompts.set(key(prompt.name, prompt.version), labelled);
  return labelled;
}

function versions({ prompts }: Store, name: string): Prompt[] {
  return [...prompts.values()].filter((prompt) => prompt.name === name);
}

function key(name: string, version: number): string {
  return `${version} ${name}`;
}

function metas(store: Store, name: string | null): PromptMeta[] {
  const names = [...new Set([...store.prompts.values()].map((prompt) => prompt.name))];
  return names
    .filter((each) => name === null || each === name)
    .map((each) => {
      const all = versions(store, each);
      const [{ type = "text", tags = [], config = {} } = {}] = all.slice(-1);
      return {
        name: each,
        type,
        versions: all.map(({ version }) => version),
        labels: all.flatMap(({ labels }) => labels),
        tags,
        lastUpdatedAt: new Date().toISOString(),
        lastConfig: config,
      };
    });
}
