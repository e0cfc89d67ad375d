import { retry } from "@langfuse-aws/instrumentation";
import { z } from "zod";
import { type Completion, type Message, type Model, ModelError } from "./model";

export interface OpenAiModelProps {
  /** Before `/chat/completions`, without a slash at the end. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  /** Of one attempt. */
  readonly timeoutMs: number;
}

const ATTEMPTS = 3;

const answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** A model behind OpenAI's API: OpenAI, Bedrock's compatible endpoint, or any gateway of models. Plain `fetch`, because one
 *  request is all that is needed, and the SDK of today does not run on Node.js 20. */
export class OpenAiModel implements Model {
  readonly name: string;

  constructor(private readonly props: OpenAiModelProps) {
    this.name = props.model;
  }

  complete(messages: readonly Message[], signal: AbortSignal): Promise<Completion> {
    const { timeoutMs } = this.props;
    const attempt = () => this.attempt(messages, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    return retry(attempt, { attempts: ATTEMPTS, maxElapsedMs: 2 * timeoutMs, signal });
  }

  private async attempt(messages: readonly Message[], signal: AbortSignal): Promise<Completion> {
    const { baseUrl, apiKey, model } = this.props;
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, messages }),
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ModelError("the model refused", response.status, retryAfterMs(response.headers));
    }
    const parsed = answer.safeParse(await response.json().catch(refuseUnlessAborted(signal)));
    if (!parsed.success) throw new ModelError("the model's answer is not of OpenAI's form", 502);
    const { choices, usage } = parsed.data;
    const text = choices[0]?.message.content ?? "";
    if (!usage) return { text };
    const { prompt_tokens: input, completion_tokens: output } = usage;
    return { text, usage: { input, output, total: input + output } };
  }
}

/** What is no JSON will not be of the form either; what was cut off by a limit is the limit's error. */
function refuseUnlessAborted(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (signal.aborted) throw error;
    return undefined;
  };
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
