import { endsEscape } from "../../text/characters";
import type { Detector } from "../../text/spans";
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

function findInWord(text: string, start: number, end: number, found: Parameters<Detector>[2]): void {
  for (let index = start; index < end - SHORTEST + 1; index++) {
    if (index > start && OPENS[text.charCodeAt(index - 1)] !== 1 && !endsEscape(text, index)) continue;
    const secretEnd = vendorSecretEnd(text, index);
    if (secretEnd < 0) continue;
    found(index, secretEnd, "token");
    index = secretEnd;
  }
}
