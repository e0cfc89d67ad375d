import { type Api, ApiError } from "./api";
import type { Outcome } from "./contract";
import { detailOf, once } from "./waiting";

const PROMPT_NAME = "canary";

const PATH = "/api/public/v2/prompts";

type PromptOutcome = Pick<Outcome<"prompt">, "result" | "detail">;

/** Whether the prompt `canary` can be had. Where Langfuse has none, it is created if it may be; the next time it is there,
 *  so that nothing is created twice. */
export async function checkPrompt(
  api: Api,
  { createsPrompt, signal }: { readonly createsPrompt: boolean; readonly signal: AbortSignal },
): Promise<PromptOutcome> {
  const waited = await once(() => readPrompt(api, signal));
  if (waited.result !== "success") return waited;
  if (waited.value === "there") return { result: "success" };
  if (!createsPrompt)
    return {
      result: "missing",
      detail: { problem: `prompt '${PROMPT_NAME}' has no version with label 'production'` },
    };
  try {
    await api.post(PATH, prompt, signal);
    return { result: "success", detail: { created: PROMPT_NAME } };
  } catch (error) {
    return { result: "missing", detail: { ...detailOf(error), next: `create the prompt '${PROMPT_NAME}'` } };
  }
}

const prompt = {
  type: "text",
  name: PROMPT_NAME,
  prompt: "The canary reads this prompt every minute, to see that prompts can be had. Leave it here.",
  labels: ["production"],
  commitMessage: "Created by the canary, because there was none",
};

async function readPrompt(api: Api, signal: AbortSignal): Promise<"there" | "missing"> {
  try {
    await api.get(`${PATH}/${PROMPT_NAME}`, { label: "production" }, signal);
    return "there";
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return "missing";
    throw error;
  }
}
