import { startsWord } from "../../text/characters";
import type { Detector } from "../../text/spans";

const BEARER = /[A-Za-z0-9\-._~+/]{8,}=*/y;
const BASIC = /[A-Za-z0-9+/_-]{8,}={0,2}/y;

/** Schemes of HTTP authorization as they are written, with what follows. By their first letter: what they have in common
 *  behind it starts with letters that every text is full of. */
const SCHEMES = [
  ...["Bearer ", "bearer ", "BEARER "].map((anchor) => ({ anchor, credential: BEARER })),
  ...["Basic ", "basic "].map((anchor) => ({ anchor, credential: BASIC })),
];

/** `Bearer …` and `Basic …`. A word of prose has neither a digit nor two cases: "basic understanding" stays. */
export const authorization: Detector = (text, _context, found) => {
  for (const { anchor, credential } of SCHEMES)
    for (let index = text.indexOf(anchor); index >= 0; index = text.indexOf(anchor, index + anchor.length)) {
      const start = index + anchor.length;
      credential.lastIndex = start;
      if (!startsWord(text, index) || !credential.test(text)) continue;
      const end = credential.lastIndex;
      if (looksRandom(text.slice(start, end))) found(start, end, "token");
    }
};

/** Whether people would not write it: digits among letters, capitals behind small letters, or base64's padding. */
export function looksRandom(value: string): boolean {
  const small = value.search(/[a-z]/);
  if (small >= 0 && /[A-Z]/.test(value.slice(small))) return true;
  return value.endsWith("=") || (/\d/.test(value) && /[A-Za-z]/.test(value));
}
