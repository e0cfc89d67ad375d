import { type NationalId, weighted } from "./national-id";

const CNPJ_WEIGHTS = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function check(sum: number): number {
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/** Whether both check digits are right; 111.111.111-11 and its like are, and are nobody's. */
export function isCpf(digits: string): boolean {
  if (digits.length !== 11 || /^(\d)\1+$/.test(digits)) return false;
  const first = check(weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]));
  const second = check(weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
  return digits.endsWith(`${first}${second}`);
}

export function isCnpj(digits: string): boolean {
  if (digits.length !== 14 || /^(\d)\1+$/.test(digits)) return false;
  const first = check(weighted(digits, CNPJ_WEIGHTS));
  const second = check(weighted(digits, [6, ...CNPJ_WEIGHTS]));
  return digits.endsWith(`${first}${second}`);
}

/** Brazil: CPF of people and CNPJ of companies, each with two check digits modulo 11. */
export const brazil: readonly NationalId[] = [
  {
    country: "BR",
    name: "CPF",
    formatted: ["3.3.3-2", "3 3 3-2", "9-2"],
    bare: ["11", "3.3.3.2", "3 3 3 2"],
    words: new Set(["cpf"]),
    isValid: isCpf,
  },
  {
    country: "BR",
    name: "CNPJ",
    formatted: ["2.3.3/4-2", "8/4-2", "2 3 3/4-2"],
    bare: ["14"],
    words: new Set(["cnpj"]),
    isValid: isCnpj,
  },
];

/** Whether this is a CNPJ of the form given out since July 2026, whose first twelve characters may be letters: each
 *  counts as its ASCII code less 48. */
export function isCnpjWithLetters(cnpj: string): boolean {
  const values = [...cnpj].map((character) => character.charCodeAt(0) - 48);
  const digit = (weights: readonly number[]) =>
    check(weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0));
  return (
    cnpj.length === 14 && digit(CNPJ_WEIGHTS) === values[12] && digit([6, ...CNPJ_WEIGHTS]) === values[13]
  );
}
