import { lacksModel, type Variables } from "../settings";
import { MockModel } from "./mock";
import type { Model } from "./model";
import { OpenAiModel } from "./openai";

export { MockModel } from "./mock";
export { type Completion, type Message, type Model, ModelError } from "./model";

/** The model that the settings name. */
export function modelOf(variables: Variables): Model {
  const { LLM_PROVIDER, LLM_BASE_URL, LLM_API_KEY, LLM_MODEL = "", LLM_TIMEOUT_MS } = variables;
  if (LLM_PROVIDER === "mock" || lacksModel(variables)) return new MockModel();
  return new OpenAiModel({
    baseUrl: LLM_BASE_URL,
    apiKey: LLM_API_KEY,
    model: LLM_MODEL,
    timeoutMs: LLM_TIMEOUT_MS,
  });
}
