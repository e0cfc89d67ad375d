import { startsWord } from "../../text/characters";
import type { Detector } from "../../text/spans";

/** Schemes of HTTP authorization, found by what they share in any case of their first letter. */
const SCHEMES = [
  { anchor: "earer ", credential: /[A-Za-z0-9\-._~+/]{8,}=*/y, first: /[Bb]/ },
  { anchor: "EARER ", credential: /[A-Za-z0-9\-._~+/]{8,}=*/y, first: /B/ },
  { anchor: "asic ", credential: /[A-Za-z0-9+/_-]{8,}={0,2}/y, first: /[Bb]/ },
] as const;

/** `Bearer …` and `Basic …`. A word of prose has neither a digit nor two cases: "basic understanding" stays. */
export const authorization: Detector = (text, _context, found) => {
  for (const { anchor, credential, first } of SCHEMES)
    for (let index = text.indexOf(anchor); index >= 0; index = text.indexOf(anchor, index + anchor.length)) {
      if (index === 0 || !first.test(text[index - 1] ?? "") || !startsWord(text, index - 1)) continue;
      credential.lastIndex = index + anchor.length;
      if (!credential.test(text)) continue;
      const value = text.slice(index + anchor.length, credential.lastIndex);
      if (looksRandom(value)) found(index + anchor.length, credential.lastIndex, "token");
    }
};

/** Whether people would not write it: digits among letters, capitals behind small letters, or base64's padding. */
export function looksRandom(value: string): boolean {
  const small = value.search(/[a-z]/);
  if (small >= 0 && /[A-Z]/.test(value.slice(small))) return true;
  return value.endsWith("=") || (/\d/.test(value) && /[A-Za-z]/.test(value));
}
