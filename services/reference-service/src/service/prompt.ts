import type { PromptOf } from "@langfuse-aws/instrumentation";
import type { Message } from "../models";

/** What `qa-answer` says where Langfuse cannot give it. */
export const QA_ANSWER: readonly Message[] = [
  {
    role: "system",
    content:
      "Answer the question in its language, in at most {{max_words}} words. If you do not know the answer, say so.",
  },
  { role: "user", content: "{{question}}" },
];

/** The messages of a question. A prompt is written in Langfuse by people: one that forgets the question gets it as its
 *  last message, and one that cannot be filled in is replaced by the one above. */
export function qaMessages(
  prompt: PromptOf<typeof QA_ANSWER>,
  { question, maxWords }: { readonly question: string; readonly maxWords: number },
): readonly Message[] {
  const values = { question, max_words: String(maxWords) };
  const messages = filledIn(prompt, values);
  const asks = messages.some(({ content }) => content.includes(question));
  return asks ? messages : [...messages, { role: "user", content: question }];
}

function filledIn(prompt: PromptOf<typeof QA_ANSWER>, values: Record<string, string>): readonly Message[] {
  try {
    const messages: readonly unknown[] = prompt.compile(values);
    return messages.filter(isMessage);
  } catch {
    return QA_ANSWER.map(({ role, content }) => ({
      role,
      content: content.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ""),
    }));
  }
}

/** Not a placeholder that nobody fills in. */
function isMessage(item: unknown): item is Message {
  return (
    typeof item === "object" &&
    item !== null &&
    "role" in item &&
    "content" in item &&
    typeof item.content === "string"
  );
}
