import { synthesizedStacks } from "../support/platform";

/** `${` up to its end, without those that Terraform takes literally. */
const EXPRESSION = /(?<!\$)\$\{(.*?)\}/g;
const ADDRESS = /(?<![\w.\]"])(?:(data|ephemeral)\.)?((?:aws|helm|kubernetes|terraform)_\w+)\.(\w+)/g;

/** cdktf writes a reference to another stack as if it were to this one when nobody has looked for it before, as
 *  `BaseStack.prepareStack` does. */
it.each(synthesizedStacks())("$name refers only to what it holds itself", ({ json }) => {
  const missing = [...stringsOf({ ...json, "//": undefined })].flatMap((text) =>
    [...text.matchAll(EXPRESSION)].flatMap(([, expression = ""]) =>
      [...expression.matchAll(ADDRESS)].flatMap(([address, block = "resource", type = "", name = ""]) =>
        name in (blocks(json)[block]?.[type] ?? {}) ? [] : [address],
      ),
    ),
  );
  expect(missing).toEqual([]);
});

function blocks(json: object): Record<string, Record<string, object> | undefined> {
  return { ...json };
}

function* stringsOf(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) yield* stringsOf(part);
}
