import type { NationalId } from "./national-id";

const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** Whether the letter is the one that belongs to the number. */
export function isDni(dni: string): boolean {
  return /^\d{8}[A-Z]$/.test(dni) && LETTERS[Number(dni.slice(0, 8)) % 23] === dni[8];
}

/** Spain's DNI: eight digits and a check letter. */
export const spain: NationalId = {
  country: "ES",
  name: "DNI",
  formatted: ["8L", "2.3.3L"],
  bare: [],
  words: new Set(["dni", "nif"]),
  isValid: isDni,
};

/** Whether this is a NIE, the number of a foreigner: X, Y or Z stands for the first digit of a DNI. */
export function isNie(nie: string): boolean {
  return isDni(nie.replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter))));
}
