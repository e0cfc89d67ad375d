import { endsWord, isAsciiLetter, startsWord } from "../text/characters";
import type { Context } from "../text/context";
import type { Detector } from "../text/spans";
import { ibanEnd } from "./iban";
import { isCnpjWithLetters } from "./ids/brazil";
import { isCurp, isRfc } from "./ids/mexico";
import { isNie } from "./ids/spain";

const CURP = /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d/iy;
const RFC = /[A-ZÑ&]{3,4}[ -]?\d{6}[ -]?[A-Z\d]{2}[\dA]/iy;
const NIE = /[XYZ]-?\d{7}-?[A-Z]/iy;
const CNPJ = /[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}\/[A-Z\d]{4}-\d\d/iy;

const MOST_LETTERS = 4;

/** The id that starts with the letters right before the first digit: a CURP, an RFC, a NIE, an IBAN. */
export function letteredIdAt(
  text: string,
  digit: number,
  context: Context,
): { start: number; end: number } | undefined {
  if (!isDigit(text.charCodeAt(digit + 1))) return undefined;
  const behind = text.charCodeAt(digit - 1) === 0x2d ? digit - 1 : digit;
  let start = behind;
  while (behind - start <= MOST_LETTERS && isIdLetter(text.charCodeAt(start - 1))) start--;
  const letters = behind - start;
  if (letters === 0 || letters > MOST_LETTERS || !startsWord(text, start)) return undefined;
  const end = endOf(text, start, letters, context);
  return end > 0 && endsWord(text, end) ? { start, end } : undefined;
}

/** Letters of ids: ASCII, `Ñ` and `&`. */
function isIdLetter(code: number): boolean {
  return isAsciiLetter(code) || code === 0x26 || code === 0xd1 || code === 0xf1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOf(text: string, start: number, letters: number, context: Context): number {
  if (letters === 1) return matchAt(NIE, text, start, isNie);
  if (letters === 2) return ibanEnd(text, start);
  const curp = letters === 4 ? matchAt(CURP, text, start, isCurp) : -1;
  if (curp > 0) return curp;
  return matchAt(RFC, text, start, (rfc) => isRfc(rfc, context.before(start).words));
}

function matchAt(pattern: RegExp, text: string, start: number, isValid: (id: string) => boolean): number {
  pattern.lastIndex = start;
  const match = pattern.exec(text)?.[0];
  return match !== undefined && isValid(match.replace(/[ ./-]/g, "").toUpperCase())
    ? start + match.length
    : -1;
}

/** Brazil's CNPJ since 2026, which may have letters; anchored at its slash. */
export const cnpjWithLetters: Detector = (text, _context, found) => {
  for (let slash = text.indexOf("/"); slash >= 0; slash = text.indexOf("/", slash + 1)) {
    const start = slash - 10;
    if (start < 0 || text[slash - 4] !== "." || text[slash - 8] !== "." || text[slash + 5] !== "-") continue;
    const end = startsWord(text, start) ? matchAt(CNPJ, text, start, isCnpjWithLetters) : -1;
    if (end > 0 && endsWord(text, end)) found(start, end, "id");
  }
};
