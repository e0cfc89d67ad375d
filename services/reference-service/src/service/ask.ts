import type { Observability } from "@langfuse-aws/instrumentation";
import type { Model } from "../models";
import { QA_ANSWER, qaMessages } from "./prompt";

export interface Question {
  readonly userId: string;
  readonly question: string;
  readonly maxWords: number;
}

export interface Answer {
  readonly answer: string;
  readonly traceId: string;
  readonly generationId: string;
}

/** What answers: `lf` watches, `model` knows. */
interface Answering {
  readonly lf: Observability;
  readonly model: Model;
  /** Ends it when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Answers a question, and is traced: the lines with `lf.`, `t.` and `g.` are all there is to it. */
export function ask(
  { lf, model, signal }: Answering,
  { userId, question, maxWords }: Question,
): Promise<Answer> {
  return lf.trace("ask", { userId, input: question }, async (t) => {
    const prompt = await lf.prompt("qa-answer", { fallback: QA_ANSWER });
    const messages = qaMessages(prompt, { question, maxWords });
    const [text, generationId] = await lf.generation(
      "answer-question",
      { model: model.name, prompt, input: messages },
      async (g) => {
        const { text: output, usage: usageDetails } = await model.complete(messages, signal);
        g.update({ output, usageDetails });
        return [output, g.id];
      },
    );
    const answer = t.guard(text, { maxWords }).text;
    t.update({ output: answer });
    return { answer, traceId: t.traceId, generationId };
  });
}
