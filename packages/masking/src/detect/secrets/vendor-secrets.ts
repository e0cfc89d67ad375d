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

/** Secrets whose vendors gave them a prefix, and JSON web tokens. Only long words are read: from where one would have to
 *  end at least, it is looked backwards for what cuts it short, so that most of prose is not even looked at. */
export const vendorSecrets: Detector = (text, _context, found) => {
  for (let start = 0; start + SHORTEST <= text.length; ) {
    const cut = lastOther(text, start, start + SHORTEST);
    if (cut >= 0) {
      start = cut + 1;
      continue;
    }
    let end = start + SHORTEST;
    while (end < text.length && isSecret(text.charCodeAt(end))) end++;
    findInWord(text, start, end, found);
    start = end + 1;
  }
};

/** Where the last character stands between `start` and `end` that is of no secret; -1 if all are. */
function lastOther(text: string, start: number, end: number): number {
  for (let index = end - 1; index >= start; index--) if (!isSecret(text.charCodeAt(index))) return index;
  return -1;
}

function isSecret(code: number): boolean {
  return code < 128 && SECRET[code] === 1;
}

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
