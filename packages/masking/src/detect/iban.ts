import { endsWord } from "../text/characters";

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

/** Where the international bank account number ends that starts at `start`, together or in groups; -1 if none does.
 *  The check digits decide. */
export function ibanEnd(text: string, start: number): number {
  const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase()) ?? 0;
  if (length === 0) return -1;
  let characters = "";
  let end = start;
  for (; end < text.length && characters.length < length; end++) {
    const character = text[end] ?? "";
    if (/[A-Za-z\d]/.test(character)) characters += character;
    else if (!/[ \u00a0\n-]/.test(character) || /[ \u00a0\n-]/.test(text[end - 1] ?? "")) break;
  }
  return characters.length === length && endsWord(text, end) && isIban(characters.toUpperCase()) ? end : -1;
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
