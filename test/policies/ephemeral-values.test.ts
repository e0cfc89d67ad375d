import { synthesizedStacks } from "../support/platform";

/** Paths of every string in a value that contains a text. */
function* pathsTo(text: string, value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value === "string" && value.includes(text)) yield path;
  if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* pathsTo(text, inner, [...path, key]);
}

describe.each(synthesizedStacks())("$name", ({ json }) => {
  it("hands ephemeral values to write-only arguments only, which no plan and no state remembers", () => {
    for (const path of pathsTo("ephemeral.", json)) expect(path.at(-1)).toMatch(/_wo$/);
  });
});
