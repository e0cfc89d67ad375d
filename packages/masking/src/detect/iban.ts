import { endsWord, startsWord } from "../text/characters";
import type { Detector } from "../text/spans";

/** Length of an IBAN by country, from the SWIFT registry. */
const LENGTHS = new Map(
  Object.entries({
    15: "NO",
    16: "BE",
    18: "DK FO FI GL NL SD FK",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK MN",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL OM SO",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "PT LY ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB NI PL SV HN",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
  }).flatMap(([length, countries]) =>
    countries.split(" ").map((country) => [country, Number(length)] as const),
  ),
);

const START = /[A-Z]{2}\d\d(?=[ -]?[A-Z\d]{3})/g;
const START_ANY_CASE = /\b[a-z]{2}\d\d(?= ?[a-z\d]{4} ?\d{4})/g;

/** International bank account numbers, together or in groups; the check digits decide. */
export const iban: Detector = (text, _context, found) => {
  for (const pattern of [START, START_ANY_CASE])
    for (const { index } of text.matchAll(pattern)) {
      const end = startsWord(text, index) ? ibanEnd(text, index) : -1;
      if (end > 0) found(index, end, "id");
    }
};

function ibanEnd(text: string, start: number): number {
  const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase()) ?? 0;
  let characters = "";
  let end = start;
  for (; end < text.length && characters.length < length; end++) {
    const character = text[end] ?? "";
    if (/[A-Za-z\d]/.test(character)) characters += character;
    else if (!/[ \u00a0-]/.test(character) || /[ \u00a0-]/.test(text[end - 1] ?? "")) break;
  }
  return length > 0 && characters.length === length && endsWord(text, end) && isIban(characters.toUpperCase())
    ? end
    : -1;
}

/** Whether the check digits are right: modulo 97, letters counting 10 to 35. */
export function isIban(characters: string): boolean {
  let rest = 0;
  for (const character of `${characters.slice(4)}${characters.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
