import { type NationalId, weighted } from "./national-id";

/** Uruguay's cédula: six or seven digits and a check digit modulo 10. */
export function isUruguayanCedula(digits: string): boolean {
  if (digits.length < 7 || digits.length > 8 || /^(\d)\1+$/.test(digits)) return false;
  const padded = digits.padStart(8, "0");
  return (10 - (weighted(padded, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === Number(padded[7]);
}

/** Paraguay's RUC: a number and a check digit modulo 11. */
export function isParaguayanRuc(digits: string): boolean {
  const sum = [...digits.slice(0, -1)]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  const rest = sum % 11;
  return Number(digits.at(-1)) === (rest > 1 ? 11 - rest : 0);
}

/** Uruguay and Paraguay. */
export const south: readonly NationalId[] = [
  {
    country: "UY",
    name: "cédula",
    formatted: ["1.3.3-1"],
    bare: ["8", "7", "7-1", "6-1", "1.3.3.1", "1 3 3 1", "1 3 3-1"],
    words: new Set(["cedula", "ci", "documento", "identidad"]),
    isValid: isUruguayanCedula,
  },
  {
    country: "PY",
    name: "cédula",
    formatted: [],
    bare: ["1.3.3", "7", "6"],
    words: new Set(["cedula", "ci"]),
    isValid: () => true,
  },
  {
    country: "PY",
    name: "RUC",
    formatted: [],
    bare: ["8-1", "7-1", "6-1"],
    words: new Set(["ruc"]),
    isValid: isParaguayanRuc,
  },
];
