import type { Completion, Message, Model } from "./model";

/** A model for tests, demonstrations and degraded mode: it says what it was asked, always the same way. */
export class MockModel implements Model {
  readonly name = "mock";

  async complete(messages: readonly Message[]): Promise<Completion> {
    const question = messages.findLast(({ role }) => role === "user")?.content ?? "";
    const text = `This is a mock model, which does not think. The question was: ${question}`;
    const input = messages.reduce((sum, { content }) => sum + wordsOf(content), 0);
    const output = wordsOf(text);
    return { text, usage: { input, output, total: input + output } };
  }
}

function wordsOf(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
