import { decode, skipSpace, stringEnd } from "./tokens";

/** The string that a later member of the same object has; `from` is where the value of an earlier one starts. */
export function laterMember(text: string, from: number, name: string): string | undefined {
  let depth = 0;
  let isName = false;
  for (let index = from; index >= 0 && index < text.length && depth >= 0; ) {
    const code = text.charCodeAt(index);
    if (code !== 0x22) {
      depth += DEPTH.get(code) ?? 0;
      if (code === 0x2c) isName = depth === 0;
      index++;
      continue;
    }
    const end = stringEnd(text, index);
    if (isName && end > 0 && decode(text.slice(index, end)) === name) return stringBehind(text, end);
    isName = false;
    index = end;
  }
  return undefined;
}

/** What brackets add to the depth. */
const DEPTH = new Map([
  [0x7b, 1],
  [0x5b, 1],
  [0x7d, -1],
  [0x5d, -1],
]);

function stringBehind(text: string, end: number): string | undefined {
  const start = skipSpace(text, skipSpace(text, end) + 1);
  const valueEnd = text.charCodeAt(start) === 0x22 ? stringEnd(text, start) : -1;
  return valueEnd < 0 ? undefined : decode(text.slice(start, valueEnd));
}
