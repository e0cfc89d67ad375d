import { type NationalId, weighted } from "./national-id";

const CUIT_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Whether the prefix is one that is given out, and the last digit the check digit modulo 11. */
export function isCuit(digits: string): boolean {
  if (!/^(?:2[03-7]|3[0134])\d{9}$/.test(digits)) return false;
  const check = (11 - (weighted(digits, CUIT_WEIGHTS) % 11)) % 11;
  return Number(digits[10]) === Math.min(check, 9);
}

/** Argentina: the DNI, which has no check digit, and CUIT and CUIL, made of it. */
export const argentina: readonly NationalId[] = [
  {
    country: "AR",
    name: "DNI",
    formatted: [],
    bare: ["2.3.3", "1.3.3", "2 3 3", "8", "7"],
    words: new Set(["dni", "documento", "libreta"]),
    isValid: () => true,
  },
  {
    country: "AR",
    name: "CUIT",
    formatted: ["2-8-1", "2 8 1", "2.8.1", "2-2.3.3-1"],
    bare: ["11"],
    words: new Set(["cuit", "cuil"]),
    isValid: isCuit,
  },
];
