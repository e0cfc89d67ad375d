import { endsEscape } from "../../text/characters";
import type { Detector, Found } from "../../text/spans";
import { vendorSecretEnd } from "./vendors";

/** Shorter than this is no secret of any vendor. */
const SHORTEST = 16;

/** Characters of secrets: letters, digits and what base64 and its cousins add. */
const SECRET = new Uint8Array(128);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-.")
  SECRET[character.charCodeAt(0)] = 1;

/** Characters behind which a secret may start within a long word, as in `key_sk-…` or `token.eyJ…`. */
const OPENS = new Uint8Array(128);
for (const character of "-_.") OPENS[character.charCodeAt(0)] = 1;

/** Secrets whose vendors gave them a prefix, and JSON web tokens. Long words are rare in prose: only they are read. */
export const vendorSecrets: Detector = (text, _context, found) => {
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0;
    if (code < 128 && SECRET[code] === 1) continue;
    if (index - start >= SHORTEST) findInWord(text, start, index, found);
    start = index + 1;
  }
};

function findInWord(text: string, start: number, end: number, found: Found): void {
  const last = end - SHORTEST;
  for (let index = firstSecret(text, start, last, found); index <= last; index++) {
    if (OPENS[text.charCodeAt(index - 1)] !== 1) continue;
    const secretEnd = vendorSecretEnd(text, index);
    if (secretEnd < 0) continue;
    found(index, secretEnd, "token");
    index = secretEnd;
  }
}

/** Finds the secret that the word starts with, perhaps behind the end of an escape; answers where to go on. */
function firstSecret(text: string, start: number, last: number, found: Found): number {
  for (const offset of offsets(text.charCodeAt(start - 1))) {
    const index = start + offset;
    if (index > last || (offset > 0 && !endsEscape(text, index))) continue;
    const end = vendorSecretEnd(text, index);
    if (end < 0) continue;
    found(index, end, "token");
    return end;
  }
  return start + 1;
}

const WORD_START = [0];
/** Behind a backslash, the rest of `\n`, `\x0a` and `\u000a` belongs to the word; behind `%`, two digits do. */
const BEHIND_BACKSLASH = [0, 1, 3, 5];
const BEHIND_PERCENT = [0, 2];

function offsets(before: number): readonly number[] {
  if (before === 0x5c) return BEHIND_BACKSLASH;
  return before === 0x25 ? BEHIND_PERCENT : WORD_START;
}
