import { endsWord, plain, startsWord } from "../text/characters";
import type { Detector } from "../text/spans";
import { isCnpjWithLetters } from "./ids/brazil";
import { isCurp, isRfc } from "./ids/mexico";
import { isNie } from "./ids/spain";

/** Ids that start with letters, and Brazil's CNPJ since 2026, which may. */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly isValid: (id: string, before: string) => boolean;
}[] = [
  { pattern: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d/gi, isValid: isCurp },
  { pattern: /[A-ZÑ&]{3,4}[ -]?\d{6}[ -]?[A-Z\d]{2}[\dA]/gi, isValid: isRfc },
  { pattern: /[XYZ][ -]?\d{7}[ -]?[A-Z]/gi, isValid: isNie },
  { pattern: /[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}\/[A-Z\d]{4}-\d\d/gi, isValid: isCnpjWithLetters },
];

export const letteredIds: Detector = (text, context, found) => {
  for (const { pattern, isValid } of FORMS)
    for (const { index, 0: match } of text.matchAll(pattern)) {
      const end = index + match.length;
      if (!startsWord(text, index) || !endsWord(text, end)) continue;
      const before = () => plain(`${context} ${text.slice(Math.max(0, index - 32), index)}`);
      if (isValid(match.replace(/[^A-Za-zÑñ&\d]/g, "").toUpperCase(), before())) found(index, end, "id");
    }
};
