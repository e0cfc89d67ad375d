const CURP_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
const RFC_ALPHABET = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

/** Whether the date exists that stands behind the letters, as YYMMDD. */
function hasDate(id: string): boolean {
  const date = /^\D{3,4}\d\d(\d\d)(\d\d)/.exec(id);
  const [month, day] = [Number(date?.[1]), Number(date?.[2])];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Whether the 18 characters are a CURP: a date of birth, and a check digit modulo 10. */
export function isCurp(curp: string): boolean {
  const sum = [...curp.slice(0, 17)].reduce(
    (total, character, index) => total + CURP_ALPHABET.indexOf(character) * (18 - index),
    0,
  );
  return hasDate(curp) && (10 - (sum % 10)) % 10 === Number(curp[17]);
}

/** Whether these are the 12 or 13 characters of an RFC. Some in use have a wrong check digit: the word then decides. */
export function isRfc(rfc: string, words: readonly string[]): boolean {
  if (!hasDate(rfc)) return false;
  return words.includes("rfc") || checkOfRfc(rfc) === rfc.at(-1);
}

function checkOfRfc(rfc: string): string {
  const body = rfc.slice(0, -1).padStart(12, " ");
  const sum = [...body].reduce(
    (total, character, index) => total + RFC_ALPHABET.indexOf(character) * (13 - index),
    0,
  );
  const rest = sum % 11;
  return rest === 0 ? "0" : rest === 1 ? "A" : String(11 - rest);
}
