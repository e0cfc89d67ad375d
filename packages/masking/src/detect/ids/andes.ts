import { type NationalId, weighted } from "./national-id";

/** Peru's RUC: a kind of taxpayer, then a check digit modulo 11. */
export function isRuc(digits: string): boolean {
  if (!/^(?:10|15|16|17|20)\d{9}$/.test(digits)) return false;
  const check = 11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return check % 10 === Number(digits[10]);
}

/** Colombia's NIT: up to nine digits and a check digit modulo 11. */
export function isNit(digits: string): boolean {
  const body = digits.slice(0, -1);
  if (body.length < 8 || body.length > 10) return false;
  const primes = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];
  const sum = [...body]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (primes[index] ?? 0), 0);
  const rest = sum % 11;
  return Number(digits.at(-1)) === (rest < 2 ? rest : 11 - rest);
}

/** Ecuador's cédula: a province, then a check digit modulo 10. */
export function isEcuadorianCedula(digits: string): boolean {
  if (!/^(?:0[1-9]|1\d|2[0-4]|30)[0-6]\d{7}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(digits[9]);
}

/** Peru, Colombia, Ecuador and Venezuela. Most of their numbers have no check digit, so that the word decides. */
export const andes: readonly NationalId[] = [
  {
    country: "PE",
    name: "DNI",
    formatted: [],
    bare: ["8", "8-1"],
    words: new Set(["dni", "documento"]),
    isValid: () => true,
  },
  { country: "PE", name: "RUC", formatted: [], bare: ["11"], words: new Set(["ruc"]), isValid: isRuc },
  {
    country: "CO",
    name: "CC",
    formatted: [],
    bare: ["10", "8", "7", "6", "1.3.3.3", "2.3.3", "1.3.3", "1 3 3 3", "2 3 3"],
    words: new Set(["cedula", "cc", "ce", "identidad", "ti", "ciudadania"]),
    isValid: () => true,
  },
  {
    country: "CO",
    name: "NIT",
    formatted: ["3.3.3-1", "9-1"],
    bare: ["10", "9", "3.3.3"],
    words: new Set(["nit"]),
    isValid: isNit,
  },
  {
    country: "EC",
    name: "cédula",
    formatted: ["9-1"],
    bare: ["10"],
    words: new Set(["cedula", "ci", "identidad"]),
    isValid: isEcuadorianCedula,
  },
  {
    country: "EC",
    name: "RUC",
    formatted: [],
    bare: ["13"],
    words: new Set(["ruc"]),
    isValid: (digits) => /00[1-9]$/.test(digits) && isEcuadorianCedula(digits.slice(0, 10)),
  },
  {
    country: "VE",
    name: "cédula",
    formatted: [],
    bare: ["2.3.3", "1.3.3", "8", "7", "8-1"],
    words: new Set(["cedula", "ci", "rif"]),
    prefix: /(?<![A-Za-z\d])[VEJPG]-$/i,
    isValid: () => true,
  },
];
