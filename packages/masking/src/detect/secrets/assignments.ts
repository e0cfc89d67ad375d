import type { SensitiveClass } from "../../policy/sensitive-keys";
import { isWord } from "../../text/characters";
import type { Detector } from "../../text/spans";
import { looksRandom } from "./authorization";

const LONGEST_NAME = 48;

/** Behind the sign: the value, in quotes, in escaped quotes or in none. As much as tells whether it is one. */
const VALUE = /([ \t]{0,4})(\\{0,4}["'`])?([^\s"'`,;&<>\\|)\]}]{4,256})/y;
const REST = /[^\s"'`,;&<>\\|)\]}]*/y;

/** References instead of values: `${PASSWORD}`, `process.env.X`, `<password>`, `[TOKEN]`, `****`. */
const NO_VALUE =
  /^(?:[$<{[(%*]|x+$|process\.|os\.|env\.|config\.|settings\.|this\.|self\.|null|none|true|false|undefined|string|your|(?:bearer|basic|digest)$)/i;

/** Values of names that say they are secret: `password=…`, `api_key: "…"`, `&token=…`. Anchored at the sign between. */
export function assignments(classOf: (key: string) => SensitiveClass | undefined): Detector {
  return (text, _context, found) => {
    for (const sign of ["=", ":"])
      for (let index = text.indexOf(sign); index >= 0; index = text.indexOf(sign, index + 1)) {
        const name = nameBefore(text, index);
        if (name.length < 3 || classOf(name) !== "token") continue;
        const value = valueAt(text, index + 1, sign);
        if (value === undefined) continue;
        found(value.start, value.end, "token");
        index = value.end - 1;
      }
  };
}

/** The name that ends before `index`, perhaps in quotes, also escaped ones; empty if there is none. */
function nameBefore(text: string, index: number): string {
  let end = index;
  while (index - end < 4 && isSpace(text.charCodeAt(end - 1))) end--;
  if (isQuote(text.charCodeAt(end - 1))) end--;
  while (index - end < 8 && text.charCodeAt(end - 1) === 0x5c) end--;
  let start = end;
  while (end - start <= LONGEST_NAME && isName(text.charCodeAt(start - 1))) start--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

function isName(code: number): boolean {
  return isWord(code) || code === 0x2d || code === 0x2e;
}

function valueAt(text: string, start: number, sign: string): { start: number; end: number } | undefined {
  VALUE.lastIndex = start;
  const match = VALUE.exec(text);
  if (match === null) return undefined;
  const [all, spaces = "", quote = "", value = ""] = match;
  if (NO_VALUE.test(value) || value.includes("(") || value.startsWith("//")) return undefined;
  const isWritten = quote !== "" || (sign === "=" && spaces === "");
  if (!isWritten && !looksRandom(value)) return undefined;
  REST.lastIndex = start + all.length;
  REST.test(text);
  return { start: start + spaces.length + quote.length, end: REST.lastIndex };
}
